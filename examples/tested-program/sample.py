"""A configuration that tests begin with; the emulator takes any ID."""

CONFIG = {
    "vpcId": "vpc-1",
    "vswitchId": "vsw-1",
    "keyPairName": "mine",
    "nasFileSystemId": "0a1b2c",
    "nasMountTarget": "0a1b2c.cn-hangzhou.nas.aliyuncs.com",
}
