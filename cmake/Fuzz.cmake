# Each tests/fuzz/NAME_fuzz.cpp holds one LLVMFuzzerTestOneInput. It is compiled with the tests, together with a small
# main that replays tests/fuzz/corpus/NAME/; with -DWS101_FUZZ=ON and clang it also becomes a libFuzzer program.
if(WS101_FUZZ AND NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "WS101_FUZZ needs clang for libFuzzer; this is ${CMAKE_CXX_COMPILER_ID}. "
    "Try: cmake -B build-fuzz -DCMAKE_CXX_COMPILER=clang++ -DWS101_FUZZ=ON")
endif()
add_custom_target(fuzzers)
if(NOT TARGET ws101_catch AND NOT WS101_FUZZ)
  return()  # programs only
endif()

# The grader is never fuzzed, and whatever links it is linked without sanitizers.
set(fuzz_libraries ${WS101_TOOL_LIBRARIES} ${WS101_MODULES})
list(REMOVE_ITEM fuzz_libraries wsgrade_lib)

function(fuzz_program name)
  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE
    ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tools ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${fuzz_libraries} Threads::Threads ws101_warnings)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
endfunction()

add_library(fuzz_replay OBJECT ${PROJECT_SOURCE_DIR}/tests/fuzz/replay.cpp)
target_include_directories(fuzz_replay PRIVATE ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(fuzz_replay PRIVATE ws101_warnings)

file(GLOB fuzz_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fuzz/*_fuzz.cpp)
foreach(file ${fuzz_files})
  get_filename_component(name ${file} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" name ${name})
  fuzz_program(replay_${name} ${file})
  target_link_libraries(replay_${name} PRIVATE fuzz_replay)
  add_test(NAME fuzz_replay_${name} COMMAND replay_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  set_tests_properties(fuzz_replay_${name} PROPERTIES LABELS fuzz-corpus TIMEOUT 300)
  if(TARGET tests)
    add_dependencies(tests replay_${name})
  endif()
  if(WS101_FUZZ)
    fuzz_program(fuzz_${name} ${file})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers fuzz_${name})
  endif()
endforeach()

# Coverage feedback must come from the code under test as well, not only from the fuzz target.
if(WS101_FUZZ)
  foreach(library ${fuzz_libraries} ws101_tools_precompiled)
    target_compile_options(${library} PRIVATE -fsanitize=fuzzer-no-link)
  endforeach()
endif()
