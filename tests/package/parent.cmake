# A project that has ws101 as a part of it; package_test.sh uses it as its CMakeLists.txt. It asks for an older standard
# and for many warnings: ws101 must work with both, and must change nothing in the project around it.
cmake_minimum_required(VERSION 3.22)
project(parent LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 17)
set(flags_before "${CMAKE_CXX_FLAGS_RELEASE}|${CMAKE_BUILD_TYPE}|${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")

include(FetchContent)
FetchContent_Declare(ws101 SOURCE_DIR ${WS101_SOURCE})
FetchContent_MakeAvailable(ws101)

foreach(target wsecho wsdump programs tests fuzzers test_frame)
  if(TARGET ${target})
    message(FATAL_ERROR "as a part of another project, ws101 defines the target ${target}")
  endif()
endforeach()
if(NOT flags_before STREQUAL "${CMAKE_CXX_FLAGS_RELEASE}|${CMAKE_BUILD_TYPE}|${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  message(FATAL_ERROR "ws101 changed the flags of the project around it")
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion)
add_subdirectory(examples)
