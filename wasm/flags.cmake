# How everything is compiled when the compiler is Emscripten; wasm/CMakeLists.txt has the link flags of the product.
add_compile_options(-msimd128)       # fixed-width SIMD: every browser since 2023. Never relaxed SIMD: its bits differ by machine
if(BACKPROP_TESTS)
  add_compile_options(-fwasm-exceptions)     # Catch2 throws
  add_link_options(-fwasm-exceptions)
else()
  # The product throws nothing: a failure is a value (backprop::Error). Saves 5 KB gzip. Embind then knows types by address only.
  # -flto sees through the borders between our files: another 0.9 KB. Not at the link too: that would ask for the system libraries
  # in a variant of their own, 1.3 GB with its kin, which toolchain/debian12.sh leaves out.
  add_compile_options(-fno-exceptions -fno-rtti -DEMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0 -flto)
  add_link_options(-fno-exceptions -fno-rtti)    # chooses the system libraries, Embind's among them, that were compiled so
endif()
