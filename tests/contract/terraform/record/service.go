package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // signatures of version 1.0 are made with it
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"
)

// service is E-HPC as the provider's RPC client asks it: parameters in a form, all else in the query, signed by version 1.0.
type service struct{ url, key, secret string }

type refusal struct{ Code, Message string }

func (r *refusal) Error() string { return r.Code + ": " + r.Message }

func gone(err error, codes ...string) bool {
	var told *refusal
	return errors.As(err, &told) && slices.Contains(codes, told.Code)
}

func (s *service) call(action string, body map[string]any) (map[string]any, error) {
	query := url.Values{
		"Action": {action}, "Format": {"json"}, "Version": {"2024-07-30"}, "SignatureNonce": {rand.Text()},
		"Timestamp":   {time.Now().UTC().Format(time.RFC3339)},
		"AccessKeyId": {s.key}, "SignatureMethod": {"HMAC-SHA1"}, "SignatureVersion": {"1.0"},
	}
	form := url.Values{}
	for name, value := range body {
		if items, ok := value.([]any); ok {
			for place, item := range items {
				form.Set(fmt.Sprintf("%s.%d", name, place+1), fmt.Sprint(item))
			}
		} else {
			form.Set(name, fmt.Sprint(value))
		}
	}
	query.Set("Signature", s.signature(query, form))
	if err := recorded(action, form); err != nil {
		return nil, err
	}
	client := &http.Client{Transport: &http.Transport{Proxy: nil}}
	answer, err := client.PostForm(s.url+"/?"+query.Encode(), form)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	made := map[string]any{}
	if err := json.NewDecoder(answer.Body).Decode(&made); err != nil {
		return nil, err
	}
	if answer.StatusCode >= 400 {
		return nil, &refusal{fmt.Sprint(made["Code"]), fmt.Sprint(made["Message"])}
	}
	return made, nil
}

// recorded adds a call to the file that EHPC_RECORDING names, as one line.
func recorded(action string, form url.Values) error {
	path := os.Getenv("EHPC_RECORDING")
	if path == "" {
		return nil
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	flat := map[string]string{}
	for name := range form {
		flat[name] = form.Get(name)
	}
	_, err = fmt.Fprintln(file, encoded(map[string]any{"action": action, "form": flat}))
	return err
}

func (s *service) signature(several ...url.Values) string {
	all := url.Values{}
	for _, values := range several {
		for name := range values {
			all.Set(name, values.Get(name))
		}
	}
	// Values.Encode sorts, and writes a blank as + where a signature has %20.
	canonical := strings.ReplaceAll(all.Encode(), "+", "%20")
	made := hmac.New(sha1.New, []byte(s.secret+"&"))
	fmt.Fprintf(made, "POST&%%2F&%s", strings.ReplaceAll(url.QueryEscape(canonical), "+", "%20"))
	return base64.StdEncoding.EncodeToString(made.Sum(nil))
}

func encoded(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}
