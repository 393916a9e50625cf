# CMake toolchain file: finds Emscripten as the npm scripts do (emscripten.mjs), then hands over to Emscripten's own file.
# CMake reads a toolchain file several times in a run; the environment variable remembers the answer.
if(NOT DEFINED ENV{BACKPROP_EMSCRIPTEN_ROOT})
  execute_process(COMMAND node "${CMAKE_CURRENT_LIST_DIR}/emscripten.mjs"
    OUTPUT_VARIABLE emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  if(NOT emscripten_root)
    message(FATAL_ERROR "wasm/toolchain/emscripten.mjs names no folder of Emscripten: run it with Node to see why.")
  endif()
  set(ENV{BACKPROP_EMSCRIPTEN_ROOT} "${emscripten_root}")
endif()
include("$ENV{BACKPROP_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
