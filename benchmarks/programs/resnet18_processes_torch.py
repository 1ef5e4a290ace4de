"""The network of resnet18_processes_mindspore.py by hand, under DistributedDataParallel."""

import torch
from torch import nn


def conv(cin, cout, kernel, stride):
    return nn.Conv2d(cin, cout, kernel, stride, kernel // 2, bias=False)


class Block(nn.Module):
    """Two convolutions and a shortcut."""

    def __init__(self, cin, cout, stride):
        super().__init__()
        self.body = nn.Sequential(
            conv(cin, cout, 3, stride), nn.BatchNorm2d(cout), nn.ReLU(), conv(cout, cout, 3, 1),
            nn.BatchNorm2d(cout),
        )  # fmt: skip
        shortcut = [conv(cin, cout, 1, stride), nn.BatchNorm2d(cout)]
        self.shortcut = nn.Sequential(*shortcut) if stride > 1 or cin != cout else None

    def forward(self, x):
        """The sum, rectified."""
        return torch.relu(self.body(x) + (x if self.shortcut is None else self.shortcut(x)))


class ResNet18(nn.Module):
    """Eight blocks of 64 to 512 channels."""

    def __init__(self):
        super().__init__()
        layers = [conv(3, 64, 3, 1), nn.BatchNorm2d(64), nn.ReLU()]
        cin = 64
        for cout, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
            layers += [Block(cin, cout, stride), Block(cout, cout, 1)]
            cin = cout
        self.features = nn.Sequential(*layers)
        self.head = nn.Linear(512, 10)

    def forward(self, x):
        """Logits."""
        return self.head(self.features(x).mean((2, 3)))


def step_of(batch):
    """A call that trains one step and returns the loss; the processes have met."""
    torch.manual_seed(1)
    net = nn.parallel.DistributedDataParallel(ResNet18())
    optimizer = torch.optim.SGD(net.parameters(), 0.01, 0.9)
    torch.manual_seed(torch.distributed.get_rank())
    x, y = torch.randn(batch, 3, 32, 32), torch.randint(0, 10, (batch,))

    def step():
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step
