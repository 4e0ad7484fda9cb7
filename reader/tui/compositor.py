"""What puts the widgets of a screen together, asking them only for lines of which something is seen anew."""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class Sparing(Compositor):
    """Textual's own has every widget draw all its lines, for one letter too, and leaves most of them out."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Where widgets are and what of them is seen, those in front first, with the lines of it."""
        band = Region(0, crop.y, self.size.width, crop.height) if crop else self.size.region
        bare = {y: self.cuts[y][:-1] for y in band.line_range}
        for widget, (region, clip) in self.visible_widgets.items():
            x, _, width, _ = seen = region.intersection(clip.intersection(band))
            cells = range(x, x + width)
            lines = [y for y in seen.line_range if any(cut in cells for cut in bare[y])]
            if not lines:
                continue
            part = Region(x, lines[0], width, lines[-1] - lines[0] + 1)
            strips = widget.render_lines(part.translate(-region.offset))
            yield region, part, strips
            for y, strip in zip(part.line_range, strips):
                if strip.cell_length == width:  # what is being removed draws nothing any more
                    bare[y] = [cut for cut in bare[y] if cut not in cells]
