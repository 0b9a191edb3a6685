# A cluster with the fewest arguments that the provider's own tests give, one with all that a subscription may have, and
# queues.

terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}

variable "emulator" {}

variable "changed" {
  default = false
}

provider "alicloud" {
  region   = "cn-hangzhou"
  protocol = "HTTP"
  endpoints { ehpc = var.emulator }
}

locals {
  image   = "centos_7_6_x64_20G_alibase_20211130.vhd"
  options = "-t nfs -o vers=3,nolock,proto=tcp,noresvport"
}

resource "alicloud_ehpc_cluster_v2" "least" {
  cluster_category   = "Standard"
  cluster_mode       = "Integrated"
  cluster_name       = "least"
  cluster_vpc_id     = "vpc-test"
  cluster_vswitch_id = "vsw-test"
  security_group_id  = "sg-test"
  cluster_credentials { key_pair_name = "mine" }
  dynamic "shared_storages" {
    for_each = ["/home", "/opt", "/ehpcdata"]
    content {
      file_system_id      = "008b648bcb"
      mount_directory     = shared_storages.value
      mount_options       = local.options
      mount_target_domain = "008b648bcb-abc.cn-hangzhou.nas.aliyuncs.com"
      nas_directory       = "/"
      protocol_type       = "NFS"
    }
  }
  manager {
    manager_node {
      enable_ht            = true
      image_id             = local.image
      instance_charge_type = "PostPaid"
      instance_type        = "ecs.c6.xlarge"
      spot_strategy        = "NoSpot"
      system_disk {
        category = "cloud_essd"
        level    = "PL0"
        size     = 40
      }
    }
    scheduler {
      type    = "SLURM"
      version = "22.05.8"
    }
    dns {
      type    = "nis"
      version = "1.0"
    }
    directory_service {
      type    = "nis"
      version = "1.0"
    }
  }
}

resource "alicloud_ehpc_cluster_v2" "full" {
  client_version      = "2.0.47"
  cluster_category    = "Standard"
  cluster_mode        = "Integrated"
  cluster_name        = var.changed ? "render" : "full"
  cluster_vpc_id      = "vpc-test"
  cluster_vswitch_id  = "vsw-test"
  deletion_protection = !var.changed
  resource_group_id   = "rg-test"
  security_group_id   = "sg-test"
  cluster_credentials { password = "Sesame-2024" }
  addons {
    name    = "Login"
    version = "1.0"
    services_spec = jsonencode([
      { ServiceName = "SSH", NetworkACL = [{ Port = 22, SourceCidrIp = "0.0.0.0/0", IpProtocol = "TCP" }] },
    ])
    resources_spec = jsonencode({
      EipResource = { AutoCreate = true }
      EcsResources = [{
        ImageId      = local.image, EnableHT = true, InstanceChargeType = "PostPaid",
        InstanceType = "ecs.c7.xlarge", SpotStrategy = "NoSpot",
        SystemDisk   = { Category = "cloud_essd", Size = 40, Level = "PL0" }
      }]
    })
  }
  dynamic "shared_storages" {
    for_each = ["/home", "/opt", "/ehpcdata"]
    content {
      file_system_id      = "008b648bcb"
      mount_directory     = shared_storages.value
      mount_options       = local.options
      mount_target_domain = "008b648bcb-abc.cn-hangzhou.nas.aliyuncs.com"
      nas_directory       = "/"
      protocol_type       = "NFS"
    }
  }
  manager {
    manager_node {
      auto_renew           = true
      auto_renew_period    = 1
      enable_ht            = true
      image_id             = local.image
      instance_charge_type = "PrePaid"
      instance_type        = "ecs.c6.xlarge"
      period               = 1
      period_unit          = "Month"
      system_disk {
        category = "cloud_essd"
        level    = "PL0"
        size     = 40
      }
    }
    scheduler {
      type    = "SLURM"
      version = "22.05.8"
    }
    dns {
      type    = "nis"
      version = "1.0"
    }
    directory_service {
      type    = "nis"
      version = "1.0"
    }
  }
}

resource "alicloud_ehpc_queue" "least" {
  cluster_id = alicloud_ehpc_cluster_v2.least.id
  queue_name = "autoque1"
}

resource "alicloud_ehpc_queue" "full" {
  for_each         = toset(["cpu", "spot"])
  cluster_id       = alicloud_ehpc_cluster_v2.least.id
  queue_name       = each.key
  enable_scale_in  = !var.changed
  enable_scale_out = true
  hostname_prefix  = "compute"
  hostname_suffix  = "hpc"
  initial_count    = 0
  inter_connect    = var.changed ? "eRDMA" : "vpc"
  max_count        = var.changed ? 8 : 10
  min_count        = 0
  vswitch_ids      = ["vsw-test"]
  compute_nodes {
    duration             = each.key == "spot" ? 1 : 0
    image_id             = local.image
    instance_charge_type = "PostPaid"
    instance_type        = "ecs.c6.xlarge"
    spot_price_limit     = each.key == "spot" ? 3 : 0
    spot_strategy        = each.key == "spot" ? "SpotWithPriceLimit" : "NoSpot"
    system_disk {
      category = "cloud_essd"
      level    = "PL0"
      size     = 40
    }
  }
}
