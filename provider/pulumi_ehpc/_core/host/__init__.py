"""How Pulumi's host is asked: the one room that knows that the provider is a dynamic one."""
