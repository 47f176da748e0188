"""Files that people hand in: checked by what they are, and kept where no web server looks."""
