# Test programs from the folders of tests/, each registered with ctest under one of the labels
# core (no socket, under a second), loopback (sockets of this machine), golden (programs and their output), browser.
include(cmake/Catch2.cmake)

if(NOT TARGET ws101_catch)
  if(NOT WS101_TESTS STREQUAL "AUTO")
    message(FATAL_ERROR "${WS101_CATCH2_MISSING}")
  endif()
  # The programs still build. Asking for the tests fails with the reason, instead of passing without a test.
  message(NOTICE "The tests are left out. ${WS101_CATCH2_MISSING}")
  set(report ${PROJECT_BINARY_DIR}/generated/catch2_is_missing.txt)
  file(WRITE ${report} "FAIL: ${WS101_CATCH2_MISSING}\n")
  add_custom_target(tests COMMAND ${CMAKE_COMMAND} -E cat ${report} COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
  add_test(NAME catch2_is_missing COMMAND ${CMAKE_COMMAND} -E cat ${report})
  set_tests_properties(catch2_is_missing PROPERTIES FAIL_REGULAR_EXPRESSION "FAIL:")
  return()
endif()

set(test_definitions
  "WS101_TEST_DATA=\"${PROJECT_SOURCE_DIR}/tests\""
  "WS101_BIN=\"${CMAKE_RUNTIME_OUTPUT_DIRECTORY}\"")

# One precompiled header for all tests: Catch2 2.13 is a single header that takes seconds to read.
file(WRITE ${PROJECT_BINARY_DIR}/generated/precompiled.cpp "")
add_library(ws101_precompiled OBJECT ${PROJECT_BINARY_DIR}/generated/precompiled.cpp)
target_include_directories(ws101_precompiled PRIVATE ${PROJECT_SOURCE_DIR}/tests)
target_compile_definitions(ws101_precompiled PRIVATE ${test_definitions})
target_compile_options(ws101_precompiled PRIVATE $<$<CONFIG:Release>:-Og>)
target_link_libraries(ws101_precompiled PRIVATE ws101_catch ws101_warnings)
target_precompile_headers(ws101_precompiled PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/catch.hpp)

add_custom_target(tests)

function(test_program name label libraries)
  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE ${test_definitions})
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-Og>)
  target_link_libraries(${name} PRIVATE ${libraries} ws101_catch Threads::Threads ws101_warnings)
  target_precompile_headers(${name} REUSE_FROM ws101_precompiled)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 300)
endfunction()

foreach(library ${WS101_MODULES})
  string(REPLACE "ws101_" "" name ${library})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*.cpp)
  if(sources)
    if(name MATCHES "^(net|server|client)$")
      set(label loopback)
    else()
      set(label core)
    endif()
    test_program(test_${name} ${label} ${library} ${sources})
    add_dependencies(tests test_${name})
  endif()
endforeach()

file(GLOB tool_folders CONFIGURE_DEPENDS LIST_DIRECTORIES true ${PROJECT_SOURCE_DIR}/tests/tools/*)
foreach(folder ${tool_folders})
  get_filename_component(name ${folder} NAME)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  if(sources)
    set(libraries ${WS101_MODULES})
    if(TARGET ${name}_lib)
      set(libraries ${name}_lib ${libraries})
    endif()
    test_program(test_tool_${name} golden "${libraries}" ${sources})
    target_include_directories(test_tool_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tools ${PROJECT_SOURCE_DIR})
    add_dependencies(test_tool_${name} programs)  # these tests may run the programs in WS101_BIN
    add_dependencies(tests test_tool_${name})
  endif()
endforeach()

# The scripts that guard the tree prove here that they can fail.
file(GLOB script_tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/lint/*_test.sh ${PROJECT_SOURCE_DIR}/tests/docs/*_test.sh)
foreach(script ${script_tests})
  get_filename_component(name ${script} NAME_WE)
  add_test(NAME script_${name} COMMAND sh ${script})
  set_tests_properties(script_${name} PROPERTIES LABELS golden TIMEOUT 300)
endforeach()

# The benchmarks run once, very short: every byte is compared, nothing depends on time.
if(EXISTS ${PROJECT_SOURCE_DIR}/tests/bench/run_bench.sh AND TARGET wsbench AND TARGET wsecho)
  add_test(NAME bench_smoke COMMAND sh ${PROJECT_SOURCE_DIR}/tests/bench/run_bench.sh --smoke ${PROJECT_BINARY_DIR})
  set_tests_properties(bench_smoke PROPERTIES LABELS loopback TIMEOUT 120)
endif()

# Installs the programs and libraries into an empty folder and uses them there. Sanitized libraries are not for others.
if(NOT WS101_SANITIZE AND NOT WS101_OWN_FILES)
  add_test(NAME package COMMAND sh ${PROJECT_SOURCE_DIR}/tests/package/package_test.sh ${PROJECT_BINARY_DIR} --quick)
  set_tests_properties(package PROPERTIES LABELS loopback TIMEOUT 300
    ENVIRONMENT "CMAKE=${CMAKE_COMMAND};CXX=${CMAKE_CXX_COMPILER};WS101_WERROR=${WS101_WERROR}")
endif()

# Browser tests drive a real Chromium: `make test-browser` builds and runs them, `make test` does not. Exit status 77:
# skipped.
file(GLOB browser_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/browser/*.cpp)
if(browser_sources AND TARGET wsdemo_lib)
  test_program(test_browser browser "wsdemo_lib;${WS101_MODULES}" ${browser_sources})
  target_include_directories(test_browser PRIVATE ${PROJECT_SOURCE_DIR}/tools)
  add_dependencies(test_browser programs)
  set_tests_properties(test_browser PROPERTIES DISABLED TRUE)  # by its script alone, which finds the browser
  add_test(NAME browser COMMAND ${PROJECT_SOURCE_DIR}/tests/browser/run)
  set_tests_properties(browser PROPERTIES LABELS browser TIMEOUT 900 SKIP_RETURN_CODE 77
    ENVIRONMENT "WS101_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
endif()
