// Command terraform-provider-alicloud stands in for Alibaba's provider, with its two E-HPC resources alone.
//
// It is written from what that provider's source says (README.md names the files); none of it is copied. Terraform
// itself is real, and so is what it makes of these schemas: plans, the order of calls, and the state that it writes.
package main

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/plugin"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{ProviderFunc: provider, ProviderAddr: "registry.terraform.io/aliyun/alicloud"})
}

func provider() *schema.Provider {
	text := &schema.Schema{Type: schema.TypeString, Optional: true}
	endpoints := &schema.Resource{Schema: map[string]*schema.Schema{"ehpc": text}}
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"region":    text,
			"protocol":  text,
			"endpoints": {Type: schema.TypeSet, Optional: true, Elem: endpoints},
		},
		ResourcesMap: map[string]*schema.Resource{
			"alicloud_ehpc_cluster_v2": clusterResource(),
			"alicloud_ehpc_queue":      queueResource(),
		},
		ConfigureContextFunc: func(_ context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
			host := d.Get("endpoints").(*schema.Set).List()[0].(map[string]any)["ehpc"].(string)
			key, secret := os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
			return &service{"http://" + host, key, secret}, nil
		},
	}
}
