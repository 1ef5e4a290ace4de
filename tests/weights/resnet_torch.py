"""The same ResNet in torch, under the names that torch programs know, and the maps to them."""

from __future__ import annotations

import torch
from torch import nn

# What `--to torch` cannot know: how the programs called their layers.
MINDSPORE_MAP = "*down_sample_layer*=*downsample*\nend_point.*=fc.*\n"
_BLOCK = """\
bb_{0}_*.conv0._conv.*=layer{1}.*.conv1.*
bb_{0}_*.conv1._conv.*=layer{1}.*.conv2.*
bb_{0}_*.conv2._conv.*=layer{1}.*.conv3.*
bb_{0}_*.conv0._batch_norm.*=layer{1}.*.bn1.*
bb_{0}_*.conv1._batch_norm.*=layer{1}.*.bn2.*
bb_{0}_*.conv2._batch_norm.*=layer{1}.*.bn3.*
bb_{0}_*.short._conv.*=layer{1}.*.downsample.0.*
bb_{0}_*.short._batch_norm.*=layer{1}.*.downsample.1.*
"""
PADDLE_MAP = (
    "conv._conv.*=conv1.*\nconv._batch_norm.*=bn1.*\nout.*=fc.*\n"
    + "".join(_BLOCK.format(i, i + 1) for i in range(4))
)  # fmt: skip


class Bottleneck(nn.Module):
    def __init__(self, before: int, width: int, stride: int) -> None:
        super().__init__()
        after = width * 4
        self.conv1, self.bn1 = nn.Conv2d(before, width, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3, self.bn3 = nn.Conv2d(width, after, 1, bias=False), nn.BatchNorm2d(after)
        self.downsample = None
        if stride != 1 or before != after:
            conv = nn.Conv2d(before, after, 1, stride, bias=False)
            self.downsample = nn.Sequential(conv, nn.BatchNorm2d(after))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = torch.relu(self.bn1(self.conv1(x)))
        y = torch.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return torch.relu((self.downsample(x) if self.downsample else x) + y)


class ResNet(nn.Module):
    def __init__(self, blocks: list[int], width: int, classes: int = 10) -> None:
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width)
        before = width
        for i, count in enumerate(blocks):
            stage = []
            for j in range(count):
                stage.append(Bottleneck(before, width << i, 2 if i and not j else 1))
                before = (width << i) * 4
            setattr(self, f"layer{i + 1}", nn.Sequential(*stage))
        self.fc = nn.Linear(before, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.bn1(self.conv1(x)))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


def logits(blocks: list[int], width: int, weights: str, x):
    """What the network gives with the weights of a file; names must match to the last one."""
    net = ResNet(blocks, width).eval()
    missing, left = net.load_state_dict(torch.load(weights, weights_only=True), strict=False)
    assert not left
    assert all(name.endswith("num_batches_tracked") for name in missing)
    with torch.no_grad():
        return net(torch.from_numpy(x)).numpy()
