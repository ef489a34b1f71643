# Finds Catch2 for the tests and wraps it as the target ws101_catch, main function included. In this order:
#   1. FETCHCONTENT_SOURCE_DIR_CATCH2, a folder of Catch2 3 sources that the user names
#   2. an installed Catch2, 3 or 2.13
#   3. what an earlier run left in WS101_CATCH2_DIR (so that configuring again needs no network)
#   4. GitHub, by FetchContent, pinned to a commit, if it answers within five seconds
#   5. Debian's package catch2, fetched with apt-get as an ordinary user and unpacked in WS101_CATCH2_DIR, not installed
# Without any of them ws101_catch does not exist and WS101_CATCH2_MISSING says what to do.
include(FetchContent)

set(catch2_url https://github.com/catchorg/Catch2.git)
set(catch2_commit fa43b77429ba76c462b1898d6cd2f2d7a9416b14)  # v3.7.1
set(WS101_CATCH2_MISSING "The tests need Catch2 (3, or 2.13). None is installed, GitHub does not answer, and apt-get \
gives no package. Install it (Debian, Ubuntu: sudo apt-get install catch2; Fedora: sudo dnf install catch-devel; \
macOS: brew install catch2) or name a folder with its sources: -DFETCHCONTENT_SOURCE_DIR_CATCH2=/path/to/Catch2")

# catch2_run(RESULT SECONDS COMMAND...): runs quietly with a time limit; RESULT is true when it exits with 0.
function(catch2_run result seconds)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env GIT_TERMINAL_PROMPT=0 DEBIAN_FRONTEND=noninteractive LC_ALL=C ${ARGN}
    TIMEOUT ${seconds} RESULT_VARIABLE code OUTPUT_QUIET ERROR_QUIET WORKING_DIRECTORY ${WS101_CATCH2_DIR})
  if(code EQUAL 0)
    set(${result} TRUE PARENT_SCOPE)
  else()
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()

# Looks for a Catch2 package, version 3 first; further arguments go to find_package.
macro(catch2_find)
  find_package(Catch2 3 QUIET ${ARGN})
  if(NOT Catch2_FOUND)
    find_package(Catch2 2.13 QUIET ${ARGN})
  endif()
endmacro()

# Debian's package, without root: apt-get with lists and cache of its own when the machine's lists are absent or old.
function(catch2_fetch_debian_package)
  find_program(APT_GET apt-get)
  find_program(DPKG_DEB dpkg-deb)
  if(NOT APT_GET OR NOT DPKG_DEB)
    return()
  endif()
  message(STATUS "Catch2: asking apt-get for the package catch2 (unpacked below the build folder, not installed)")
  set(apt ${WS101_CATCH2_DIR}/apt)
  file(MAKE_DIRECTORY ${apt}/lists/partial ${apt}/cache/archives/partial)
  set(limits -o Acquire::Retries=1 -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15
    -o APT::Sandbox::User=root -o Debug::NoLocking=1 -o Dir::Cache=${apt}/cache)
  set(private ${limits} -o Dir::State::Lists=${apt}/lists -o Acquire::Languages=none)
  catch2_run(fetched 60 ${APT_GET} ${limits} download catch2)
  if(NOT fetched)
    catch2_run(updated 180 ${APT_GET} ${private} update)  # not judged: one dead source must not matter
    catch2_run(fetched 60 ${APT_GET} ${private} download catch2)
  endif()
  file(GLOB package ${WS101_CATCH2_DIR}/catch2_*.deb)
  if(fetched AND package)
    catch2_run(unpacked 60 ${DPKG_DEB} -x ${package} ${WS101_CATCH2_DIR}/debian)
  endif()
  file(REMOVE_RECURSE ${apt} ${package})
endfunction()

set(catch2_reachable FALSE)
if(NOT FETCHCONTENT_SOURCE_DIR_CATCH2)
  set(catch2_kept PATHS ${WS101_CATCH2_DIR}/debian/usr NO_DEFAULT_PATH)
  catch2_find()
  if(NOT Catch2_FOUND)
    catch2_find(${catch2_kept})
  endif()
  if(NOT Catch2_FOUND AND EXISTS ${WS101_CATCH2_DIR}/fetched-${catch2_commit})
    set(FETCHCONTENT_SOURCE_DIR_CATCH2 ${WS101_CATCH2_DIR}/source)
  endif()
  if(NOT Catch2_FOUND AND NOT FETCHCONTENT_SOURCE_DIR_CATCH2)
    file(MAKE_DIRECTORY ${WS101_CATCH2_DIR})
    find_program(GIT git)
    if(GIT)
      catch2_run(catch2_reachable 5 ${GIT} ls-remote ${catch2_url} HEAD)
    endif()
    if(NOT catch2_reachable)
      catch2_fetch_debian_package()
      catch2_find(${catch2_kept})
    endif()
  endif()
endif()

if(FETCHCONTENT_SOURCE_DIR_CATCH2 OR catch2_reachable)
  FetchContent_Declare(Catch2
    GIT_REPOSITORY ${catch2_url} GIT_TAG ${catch2_commit} SOURCE_DIR ${WS101_CATCH2_DIR}/source)
  set(CATCH_INSTALL_DOCS OFF CACHE BOOL "" FORCE)
  set(CATCH_INSTALL_EXTRAS OFF CACHE BOOL "" FORCE)
  FetchContent_MakeAvailable(Catch2)
  if(catch2_reachable)
    file(TOUCH ${WS101_CATCH2_DIR}/fetched-${catch2_commit})
  endif()
endif()

if(TARGET Catch2::Catch2WithMain)
  add_library(ws101_catch INTERFACE)
  target_link_libraries(ws101_catch INTERFACE Catch2::Catch2WithMain)
elseif(TARGET Catch2::Catch2)
  file(WRITE ${PROJECT_BINARY_DIR}/generated/catch_main.cpp "#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n")
  add_library(ws101_catch STATIC ${PROJECT_BINARY_DIR}/generated/catch_main.cpp)
  target_link_libraries(ws101_catch PUBLIC Catch2::Catch2)
endif()
if(TARGET ws101_catch)
  # A compiler warning inside Catch2 is not ours to fix.
  get_target_property(catch2_includes Catch2::Catch2 INTERFACE_INCLUDE_DIRECTORIES)
  if(catch2_includes)
    target_include_directories(ws101_catch SYSTEM INTERFACE ${catch2_includes})
  endif()
endif()
