"""The sub-commands of `loket`, one small file each, without rules of their own."""
