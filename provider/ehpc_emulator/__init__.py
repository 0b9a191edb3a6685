"""A local E-HPC service (API version 2024-07-30): `python -m ehpc_emulator`.

It stands alone: standard library only, and it knows neither pulumi_ehpc nor the Alibaba Cloud SDK.
README.md has the usage, the controls and what is documented, observed or assumed about each action.
"""
