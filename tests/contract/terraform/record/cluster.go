package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func disk(how string) row {
	return row{"system_disk", "SystemDisk", list, how + "1", []row{
		{"category", "Category", text, how, nil}, {"size", "Size", number, how, nil}, {"level", "Level", text, how, nil},
	}}
}

func hardware(how string) []row {
	return []row{
		{"auto_renew", "AutoRenew", boolean, how, nil}, {"auto_renew_period", "AutoRenewPeriod", number, how, nil},
		{"image_id", "ImageId", text, how, nil}, {"instance_charge_type", "InstanceChargeType", text, how, nil},
		{"instance_type", "InstanceType", text, how, nil}, {"period", "Period", number, how, nil},
		{"period_unit", "PeriodUnit", text, how, nil}, {"spot_price_limit", "SpotPriceLimit", price, how, nil},
		disk(how),
	}
}

func software(name, wire string) row {
	return row{name, wire, list, "n1", []row{{"type", "Type", text, "n", nil}, {"version", "Version", text, "n", nil}}}
}

var managerNode = append(hardware("n"), []row{
	{"duration", "Duration", number, "ocn", nil}, {"enable_ht", "EnableHT", boolean, "n", nil},
	{"spot_strategy", "SpotStrategy", text, "n", nil},
	{"instance_id", "InstanceId", text, "c", nil}, {"expired_time", "ExpiredTime", text, "c", nil},
}...)

var manager = []row{
	{"manager_node", "ManagerNode", list, "n1", managerNode},
	software("scheduler", "Scheduler"), software("dns", "DNS"), software("directory_service", "DirectoryService"),
}

var storages = []row{
	{"mount_directory", "MountDirectory", text, "n", nil}, {"nas_directory", "NASDirectory", text, "n", nil},
	{"mount_target_domain", "MountTargetDomain", text, "n", nil}, {"protocol_type", "ProtocolType", text, "n", nil},
	{"file_system_id", "FileSystemId", text, "n", nil}, {"mount_options", "MountOptions", text, "n", nil},
}

var addons = []row{
	{"name", "Name", text, "rns", nil}, {"version", "Version", text, "rns", nil},
	{"services_spec", "ServicesSpec", text, "ns", nil}, {"resources_spec", "ResourcesSpec", text, "ns", nil},
}

var credentials = []row{
	{"key_pair_name", "KeyPairName", text, "ns", nil}, {"password", "Password", text, "ns", nil},
}

// plain are those that are sent where they are given, and read back by the same name.
var plain = []row{
	{"client_version", "ClientVersion", text, "oc", nil}, {"cluster_category", "ClusterCategory", text, "n", nil},
	{"cluster_mode", "ClusterMode", text, "n", nil}, {"cluster_name", "ClusterName", text, "", nil},
	{"cluster_vswitch_id", "ClusterVSwitchId", text, "n", nil}, {"cluster_vpc_id", "ClusterVpcId", text, "n", nil},
	{"resource_group_id", "ResourceGroupId", text, "ocn", nil}, {"security_group_id", "SecurityGroupId", text, "n", nil},
}

func clusterResource() *schema.Resource {
	rows := append([]row{
		{"addons", "Addons", list, "ns", addons}, {"cluster_credentials", "ClusterCredentials", list, "rns1", credentials},
		{"create_time", "ClusterCreateTime", text, "c", nil}, {"deletion_protection", "DeletionProtection", boolean, "", nil},
		{"manager", "Manager", list, "n1", manager}, {"shared_storages", "SharedStorages", set, "rn", storages},
	}, plain...)
	minutes := func(many int) *time.Duration { return schema.DefaultTimeout(time.Duration(many) * time.Minute) }
	return &schema.Resource{
		Schema: schemaOf(rows), Create: createCluster, Read: readCluster, Update: updateCluster, Delete: deleteCluster,
		Importer: &schema.ResourceImporter{StateContext: schema.ImportStatePassthroughContext},
		Timeouts: &schema.ResourceTimeout{Create: minutes(8), Update: minutes(5), Delete: minutes(5)},
	}
}

func createCluster(d *schema.ResourceData, meta any) error {
	body := map[string]any{
		"Manager":            encoded(sent(manager, block(d.Get("manager")), false)),
		"SharedStorages":     encoded(several(storages, d.Get("shared_storages").(*schema.Set).List())),
		"ClusterCredentials": encoded(sent(credentials, block(d.Get("cluster_credentials")), false)),
	}
	if given, ok := d.GetOk("addons"); ok {
		body["Addons"] = encoded(several(addons, given.([]any)))
	}
	for _, r := range plain {
		if given, ok := d.GetOk(r.name); ok {
			body[r.wire] = given
		}
	}
	if given, ok := d.GetOkExists("deletion_protection"); ok { //nolint:staticcheck // as the provider does
		body["DeletionProtection"] = given
	}
	answer, err := meta.(*service).call("CreateCluster", body)
	if err != nil {
		return err
	}
	d.SetId(fmt.Sprint(answer["ClusterId"]))
	for status := ""; status != "running"; time.Sleep(time.Second / 2) {
		if answer, err = meta.(*service).call("GetCluster", map[string]any{"ClusterId": d.Id()}); err != nil {
			return err
		}
		if status = fmt.Sprint(answer["ClusterStatus"]); status == "exception" {
			return errors.New("the cluster failed")
		}
	}
	return readCluster(d, meta)
}

func readCluster(d *schema.ResourceData, meta any) error {
	live, err := meta.(*service).call("GetCluster", map[string]any{"ClusterId": d.Id()})
	if gone(err, "ClusterNotFound") {
		d.SetId("")
		return nil
	} else if err != nil {
		return err
	}
	values := told(plain, live)
	values["create_time"], values["deletion_protection"] = live["ClusterCreateTime"], fmt.Sprint(live["DeleteProtection"]) == "true"
	if whole, _ := live["Manager"].(map[string]any); len(whole) > 0 {
		node, _ := whole["ManagerNode"].(map[string]any)
		node["EnableHT"] = node["EnableHt"] // an answer spells it otherwise than a request
		if scheduler, _ := whole["Scheduler"].(map[string]any); scheduler["Type"] == "slurm22" {
			scheduler["Type"] = "SLURM"
		}
		values["manager"] = []any{told(manager, whole)}
	}
	shared, err := meta.(*service).call("ListSharedStorages", map[string]any{"ClusterId": d.Id()})
	if err != nil {
		return err
	}
	values["shared_storages"] = mounts(shared)
	return put(d, values)
}

func mounts(shared map[string]any) []any {
	made := []any{}
	for _, one := range shared["SharedStorages"].([]any) {
		storage := one.(map[string]any)
		for _, each := range storage["MountInfo"].([]any) {
			mount := each.(map[string]any)
			directory, where := fmt.Sprint(mount["StorageDirectory"]), mount["MountDirectory"]
			if where == "/home" || where == "/opt" {
				directory, _, _ = strings.Cut(directory, "/ehpc")
			}
			made = append(made, map[string]any{
				"file_system_id": storage["FileSystemId"], "mount_directory": where, "nas_directory": directory,
				"mount_options": mount["MountOptions"], "mount_target_domain": mount["MountTarget"],
				"protocol_type": mount["ProtocolType"],
			})
		}
	}
	return made
}

func updateCluster(d *schema.ResourceData, meta any) error {
	body := map[string]any{"ClusterId": d.Id()}
	names := map[string]string{"client_version": "ClientVersion", "deletion_protection": "DeletionProtection", "cluster_name": "ClusterName"}
	for name, wire := range names {
		if d.HasChange(name) {
			body[wire] = d.Get(name)
		}
	}
	if len(body) > 1 {
		if _, err := meta.(*service).call("UpdateCluster", body); err != nil {
			return err
		}
	}
	return readCluster(d, meta)
}

func deleteCluster(d *schema.ResourceData, meta any) error {
	for {
		_, err := meta.(*service).call("DeleteCluster", map[string]any{"ClusterId": d.Id()})
		if gone(err, "ClusterNotFound") {
			return nil
		} else if !gone(err, "InvalidClusterStatus") {
			return err
		}
		time.Sleep(time.Second)
	}
}

func put(d *schema.ResourceData, values map[string]any) error {
	for name, value := range values {
		if err := d.Set(name, value); err != nil {
			return err
		}
	}
	return nil
}
