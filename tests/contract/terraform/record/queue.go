package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

var nodes = append(hardware(""), []row{
	{"duration", "Duration", number, "", nil}, {"enable_ht", "EnableHT", boolean, "oc", nil},
	{"spot_strategy", "SpotStrategy", text, "oc", nil},
}...)

// settings are sent where they are given; an update sends a 0 and a false too.
var settings = []row{
	{"enable_scale_in", "EnableScaleIn", boolean, "oc", nil}, {"enable_scale_out", "EnableScaleOut", boolean, "oc", nil},
	{"hostname_prefix", "HostnamePrefix", text, "oc", nil}, {"hostname_suffix", "HostnameSuffix", text, "oc", nil},
	{"inter_connect", "InterConnect", text, "oc", nil}, {"max_count", "MaxCount", number, "oc", nil},
	{"min_count", "MinCount", number, "oc", nil}, {"queue_name", "QueueName", text, "ocn", nil},
}

var initial = row{"initial_count", "InitialCount", number, "ocn", nil}

func queueResource() *schema.Resource {
	rows := append([]row{
		{"cluster_id", "ClusterId", text, "ocn", nil}, {"compute_nodes", "ComputeNodes", list, "oc", nodes},
		{"create_time", "CreateTime", text, "c", nil}, {"vswitch_ids", "VSwitchIds", list, "", nil}, initial,
	}, settings...)
	five := schema.DefaultTimeout(5 * time.Minute)
	return &schema.Resource{
		Schema: schemaOf(rows), Create: createQueue, Read: readQueue, Update: updateQueue, Delete: deleteQueue,
		Importer: &schema.ResourceImporter{StateContext: schema.ImportStatePassthroughContext},
		Timeouts: &schema.ResourceTimeout{Create: five, Update: five, Delete: five},
	}
}

func createQueue(d *schema.ResourceData, meta any) error {
	queue := map[string]any{}
	if given, ok := d.GetOk("compute_nodes"); ok {
		queue["ComputeNodes"] = several(nodes, given.([]any))
	}
	for _, r := range append([]row{initial, {"vswitch_ids", "VSwitchIds", list, "", nil}}, settings...) {
		if given, ok := d.GetOk(r.name); ok {
			queue[r.wire] = given
		}
	}
	body := map[string]any{"ClusterId": d.Get("cluster_id"), "Queue": encoded(queue)}
	answer, err := meta.(*service).call("CreateQueue", body)
	if err != nil {
		return err
	}
	d.SetId(fmt.Sprintf("%v:%v", body["ClusterId"], answer["Name"]))
	return readQueue(d, meta)
}

func readQueue(d *schema.ResourceData, meta any) error {
	cluster, name, _ := strings.Cut(d.Id(), ":")
	answer, err := meta.(*service).call("GetQueue", map[string]any{"ClusterId": cluster, "QueueName": name})
	if gone(err, "ClusterNotFound", "InvalidParams") {
		d.SetId("")
		return nil
	} else if err != nil {
		return err
	}
	live := answer["Queue"].(map[string]any)
	values := told(append([]row{initial}, settings...), live)
	values["create_time"], values["vswitch_ids"], values["cluster_id"] = live["CreateTime"], live["VSwitchIds"], cluster
	found := []any{}
	several, _ := live["ComputeNodes"].([]any)
	for _, one := range several {
		found = append(found, told(nodes, one))
	}
	values["compute_nodes"] = found
	return put(d, values)
}

func updateQueue(d *schema.ResourceData, meta any) error {
	cluster, _, _ := strings.Cut(d.Id(), ":")
	queue := map[string]any{"VSwitchIds": d.Get("vswitch_ids"), "ComputeNodes": several(nodes, d.Get("compute_nodes").([]any))}
	for _, r := range settings {
		given, ok := d.GetOk(r.name)
		if r.kind != text {
			given, ok = d.GetOkExists(r.name) //nolint:staticcheck // as the provider does
		}
		if ok {
			queue[r.wire] = given
		}
	}
	if _, err := meta.(*service).call("UpdateQueue", map[string]any{"ClusterId": cluster, "Queue": encoded(queue)}); err != nil {
		return err
	}
	return readQueue(d, meta)
}

func deleteQueue(d *schema.ResourceData, meta any) error {
	cluster, name, _ := strings.Cut(d.Id(), ":")
	_, err := meta.(*service).call("DeleteQueues", map[string]any{"ClusterId": cluster, "QueueNames": []any{name}})
	return err
}
