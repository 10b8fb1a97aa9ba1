"""What a package that `larmor export` writes is made from; see `numerics.codegen.export`."""
