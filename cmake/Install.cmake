# What `cmake --install` puts where: libraries, headers, programs that have a manual page, and how CMake and pkg-config
# find them (find_package(ws101), ws101.pc).
if(NOT WS101_INSTALL)
  return()
endif()
include(CMakePackageConfigHelpers)

install(TARGETS ${WS101_MODULES} EXPORT ws101Targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})

# All headers: what <ws101/server.hpp> includes is below include/ws101/ as well.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ws101
  FILES_MATCHING PATTERN "*.hpp" PATTERN ws101 EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/src/ws101 DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/man/*.1)
foreach(page ${pages})
  get_filename_component(name ${page} NAME_WE)
  # The grader serves this tree alone: it needs the tests and the skeletons.
  if(PROJECT_IS_TOP_LEVEL AND TARGET ${name} AND NOT name STREQUAL "wsgrade")
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  endif()
endforeach()

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ws101)
set(made ${PROJECT_BINARY_DIR}/generated)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/ws101Config.cmake.in ${made}/ws101Config.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0.0 a new minor version may change what the headers declare.
write_basic_package_version_file(${made}/ws101ConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${made}/ws101Config.cmake ${made}/ws101ConfigVersion.cmake DESTINATION ${package_dir})
install(EXPORT ws101Targets NAMESPACE ws101:: DESTINATION ${package_dir})

# For the linker, a library comes before those that it uses: the order of the modules, turned around.
set(ws101_libraries ${WS101_MODULES})
list(REVERSE ws101_libraries)
list(TRANSFORM ws101_libraries PREPEND -l)
list(JOIN ws101_libraries " " ws101_libraries)
file(RELATIVE_PATH ws101_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" ws101_prefix "${ws101_prefix}")
configure_file(${PROJECT_SOURCE_DIR}/cmake/ws101.pc.in ${made}/ws101.pc @ONLY)
install(FILES ${made}/ws101.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
