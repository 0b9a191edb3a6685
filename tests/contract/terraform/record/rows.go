package main

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// row is one argument: its name in Terraform, the one in E-HPC's API, its type, and how it behaves.
type row struct {
	name, wire string
	kind       schema.ValueType
	how        string // letters: r required, c computed, o optional too, n a change needs a new one, s sensitive, 1 a single block
	rows       []row
}

const (
	text    = schema.TypeString
	number  = schema.TypeInt
	price   = schema.TypeFloat
	boolean = schema.TypeBool
	list    = schema.TypeList
	set     = schema.TypeSet
)

func schemaOf(rows []row) map[string]*schema.Schema {
	made := map[string]*schema.Schema{}
	for _, r := range rows {
		is := func(letter string) bool { return strings.Contains(r.how, letter) }
		one := &schema.Schema{Type: r.kind, Required: is("r"), Computed: is("c"), ForceNew: is("n"), Sensitive: is("s")}
		one.Optional = !one.Required && (!one.Computed || is("o"))
		if is("1") {
			one.MaxItems = 1
		}
		if r.rows != nil {
			one.Elem = &schema.Resource{Schema: schemaOf(r.rows)}
		} else if r.kind == list {
			one.Elem = &schema.Schema{Type: text}
		}
		made[r.name] = one
	}
	return made
}

// sent is a block as the request has it. Numbers and booleans that nobody gave are sent as 0 and false; texts that
// nobody gave are left out, unless empty says that they are sent as well.
func sent(rows []row, given map[string]any, empty bool) map[string]any {
	made := map[string]any{}
	for _, r := range rows {
		value := given[r.name]
		switch {
		case r.how == "c":
		case r.rows != nil:
			if inner := sent(r.rows, block(value), false); len(inner) > 0 {
				made[r.wire] = inner
			}
		case value != nil && (empty || value != ""):
			made[r.wire] = value
		}
	}
	return made
}

// several are blocks of which each is sent with all of its arguments, the empty ones too.
func several(rows []row, given []any) []any {
	made := []any{}
	for _, one := range given {
		item, _ := one.(map[string]any)
		made = append(made, sent(rows, item, true))
	}
	return made
}

// block is what the only item of a list has.
func block(value any) map[string]any {
	if items, _ := value.([]any); len(items) > 0 {
		item, _ := items[0].(map[string]any)
		return item
	}
	return nil
}

// told is a block of an answer under Terraform's names.
func told(rows []row, answer any) map[string]any {
	live, _ := answer.(map[string]any)
	made := map[string]any{}
	for _, r := range rows {
		value := live[r.wire]
		if r.rows == nil {
			made[r.name] = value
		} else if inner, _ := value.(map[string]any); len(inner) > 0 {
			made[r.name] = []any{told(r.rows, inner)}
		}
	}
	return made
}
