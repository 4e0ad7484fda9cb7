"""Whether a file lies on a network share, where the locks that SQLite needs may be kept by nobody."""

from __future__ import annotations

import os
import re
from pathlib import Path

TABLE = Path("/proc/self/mounts")
"""What is mounted, as Linux says it (proc(5), fstab(5))."""
_NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "glusterfs", "lustre", "davfs", "webdav",
        "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.curlftpfs", "fuse.smbnetfs",
        "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.google-drive-ocamlfuse", "fuse.onedriver",
    }
)  # fmt: skip


def is_on_share(path: Path) -> bool:
    """Whether a path leads to another machine. The disk of the machine itself is none, whatever it is made of."""
    if str(path).startswith(("\\\\", "//?/UNC")):
        return True
    try:
        lines = TABLE.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    mounts = {_plain(one[1]): one[2] for line in lines if len(one := line.split(" ")) > 2}
    if _NETWORK.isdisjoint(mounts.values()):
        return False
    place = Path(os.path.realpath(path))  # which raises nothing, also where links go round in circles
    nearest = max(filter(place.is_relative_to, mounts), key=len, default="/")
    return len(nearest) > 1 and mounts[nearest] in _NETWORK


def _plain(point: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)
