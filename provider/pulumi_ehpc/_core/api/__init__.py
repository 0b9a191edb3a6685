"""How E-HPC is asked. Knows nothing of Pulumi."""
