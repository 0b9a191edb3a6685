"""What a program may ask E-HPC without making anything: each look-up with its results, the calls and its functions."""

from .addon_templates import (
    GetAddonTemplatesResult,
    GetAddonTemplatesTemplateResult,
    get_addon_templates,
    get_addon_templates_output,
)
from .cluster import GetClusterResult, get_cluster, get_cluster_output
from .clusters import (
    GetClustersAddonResult,
    GetClustersAddonServiceResult,
    GetClustersClusterResult,
    GetClustersPackageResult,
    GetClustersResult,
    get_clusters,
    get_clusters_output,
)
from .file_systems import (
    GetFileSystemsFileSystemResult,
    GetFileSystemsMountTargetResult,
    GetFileSystemsResult,
    get_file_systems,
    get_file_systems_output,
)
from .images import GetImagesImageResult, GetImagesResult, get_images, get_images_output
from .manager import (
    GetClusterManagerNodeResult,
    GetClusterManagerResult,
    GetClusterServiceResult,
    GetClustersManagerResult,
    GetClusterSystemDiskResult,
)
from .nodes import GetNodesNodeResult, GetNodesResult, get_nodes, get_nodes_output
from .regions import GetRegionsRegionResult, GetRegionsResult, get_regions, get_regions_output
from .softwares import (
    GetSoftwaresOsResult,
    GetSoftwaresResult,
    GetSoftwaresSoftwareResult,
    GetSoftwaresVersionResult,
    get_softwares,
    get_softwares_output,
)

__all__ = [
    "GetAddonTemplatesResult",
    "GetAddonTemplatesTemplateResult",
    "GetClusterManagerNodeResult",
    "GetClusterManagerResult",
    "GetClusterResult",
    "GetClusterServiceResult",
    "GetClusterSystemDiskResult",
    "GetClustersAddonResult",
    "GetClustersAddonServiceResult",
    "GetClustersClusterResult",
    "GetClustersManagerResult",
    "GetClustersPackageResult",
    "GetClustersResult",
    "GetFileSystemsFileSystemResult",
    "GetFileSystemsMountTargetResult",
    "GetFileSystemsResult",
    "GetImagesImageResult",
    "GetImagesResult",
    "GetNodesNodeResult",
    "GetNodesResult",
    "GetRegionsRegionResult",
    "GetRegionsResult",
    "GetSoftwaresOsResult",
    "GetSoftwaresResult",
    "GetSoftwaresSoftwareResult",
    "GetSoftwaresVersionResult",
    "get_addon_templates",
    "get_addon_templates_output",
    "get_cluster",
    "get_cluster_output",
    "get_clusters",
    "get_clusters_output",
    "get_file_systems",
    "get_file_systems_output",
    "get_images",
    "get_images_output",
    "get_nodes",
    "get_nodes_output",
    "get_regions",
    "get_regions_output",
    "get_softwares",
    "get_softwares_output",
]
