"""More numbers than fit: a function and its gradient over a long stream, in bounded memory, with a progress bar.

    python examples/at_scale.py [ELEMENTS]          one million unless said; 100000000 takes some seconds

The stream is cut into pieces, each piece is worked on in place (`out=`), and only sums are kept. Pieces know nothing of
one another, so they can go to many processes or machines: at the end the same function under `dask.array.map_blocks`,
and on every device that torch has.
"""

import sys

import numpy as np
from rich.progress import track

import workings as wk

elements = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
PIECE = 1 << 18

names = x, w = wk.parse("x"), wk.parse("w")
loss = wk.parse("ln(1 + e^(-w x))")
run = wk.value_and_gradient(loss, names, by=w)

rng = np.random.default_rng(0)
buffers = [np.empty(PIECE), np.empty(PIECE)]
total = slope = 0.0
for start in track(range(0, elements, PIECE), description="one pass", disable=not sys.stdout.isatty()):
    size = min(PIECE, elements - start)
    piece = rng.normal(size=size)  # or a slice of np.load(..., mmap_mode="r")
    value, (partial,) = run(piece, 0.7, out=[b[:size] for b in buffers])
    total += value.sum()
    slope += partial.sum()
print(f"{elements:,} elements, {PIECE:,} at a time")
print(f"mean loss {total / elements:.5f}, mean gradient {slope / elements:.5f}")

try:
    import dask.array as da
except ImportError:
    print("dask is not installed: da.map_blocks(run, chunks, 0.7) would spread the pieces over processes")
else:
    chunks = da.random.default_rng(0).normal(size=elements, chunks=PIECE)
    means = da.map_blocks(lambda piece: run(piece, 0.7)[1][0], chunks, dtype=float).mean().compute()
    print(f"by dask: mean gradient {means:.5f}")

try:
    import torch
except ImportError:
    print("torch is not installed")
else:
    on_torch = wk.value_and_gradient(loss, names, "torch", by=w)
    count = torch.cuda.device_count()
    devices = [torch.device("cuda", k) for k in range(count)] or [torch.device("cpu")]
    share = min(elements, PIECE)  # as much as a device can hold
    parts = [torch.randn(share, device=d) for d in devices]
    results = [on_torch(part, 0.7)[1][0].mean() for part in parts]  # each device starts at once
    print(f"on {len(devices)} device(s): mean gradient {sum(r.item() for r in results) / len(devices):.5f}")
