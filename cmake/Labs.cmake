# The labs' grader, and what it needs: the tests' objects, the reference's objects, the compiler with its flags. Student's
# files are compiled by the grader, so that one folder like this one serves every student. `make lab1` ... `make lab6` uses
# a folder with WS101_SANITIZE=address,undefined for labs 1 to 5, and one with thread for lab 6.
option(WS101_LABS "Also build the grader of the labs" OFF)
if(NOT WS101_LABS)
  return()
endif()
if(NOT TARGET ws101_catch)
  message(FATAL_ERROR "${WS101_CATCH2_MISSING}")
endif()

file(GLOB grade_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/labs/grade/*.cpp)
add_executable(grade ${grade_sources})
target_link_libraries(grade PRIVATE Threads::Threads ws101_warnings)
target_compile_options(grade PRIVATE -fno-sanitize=all)  # the grader is not what is judged
target_link_options(grade PRIVATE -fno-sanitize=all)

if(WS101_SANITIZE STREQUAL "thread")
  set(lab_modules net server)
else()
  set(lab_modules sha1 base64 frame handshake)
endif()
add_custom_target(labs_kit DEPENDS grade)

file(GLOB seeded_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/labs/seeded/*_test.cpp)

set(kit "root\t${CMAKE_SOURCE_DIR}\ncompiler\t${CMAKE_CXX_COMPILER}\nsanitizers\t${WS101_SANITIZE}\n")
foreach(flag -std=c++20 -O1 -g -fsanitize=${WS101_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -pthread
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion)
  string(APPEND kit "flag\t${flag}\n")
endforeach()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  string(APPEND kit "flag\t-ferror-limit=5\n")
else()
  # As in CMakeLists.txt; and the first few errors are those that matter.
  string(APPEND kit "flag\t-Wno-restrict\nflag\t-Wno-array-bounds\nflag\t-Wno-stringop-overflow\nflag\t-fmax-errors=5\n")
endif()
foreach(library ${WS101_MODULES})
  string(APPEND kit "reference\t$<JOIN:$<TARGET_OBJECTS:${library}>,\nreference\t>\n")
  add_dependencies(labs_kit ${library})
endforeach()
foreach(module ${lab_modules})
  string(APPEND kit "test\t$<JOIN:$<TARGET_OBJECTS:test_${module}>,\ntest\t>\n")
  add_dependencies(labs_kit test_${module})
endforeach()
# Catch2 is a header with a main function beside it (2.13), or a library (3).
foreach(catch Catch2::Catch2WithMain ws101_catch Catch2::Catch2)
  if(TARGET ${catch})
    get_target_property(type ${catch} TYPE)
    if(NOT type STREQUAL "INTERFACE_LIBRARY")
      string(APPEND kit "link\t$<TARGET_FILE:${catch}>\n")
    endif()
  endif()
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/labs/kit.tsv CONTENT "${kit}")
