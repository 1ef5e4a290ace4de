"""Makes `import paddle` reach the frontend."""

import compat

compat.install("paddle")
