"""Books that show one side of the program each; their words and figures are invented."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "layout"))  # `import laid_out`
sys.path.insert(0, str(Path(__file__).parent))  # `import book_files`
sys.path.insert(0, str(Path(__file__).parent / "album"))  # `import pictures`
