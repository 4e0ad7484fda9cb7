"""What the commands do: one function a command, named in the registry as ``room:function``."""
