# Writes a C++ fragment: one {"name", "content"} for each file. cmake -D OUT=... -D FILES="a|b|c" -P EmbedSources.cmake
string(REPLACE "|" ";" files "${FILES}")
set(fragment "")
foreach(file ${files})
  file(READ ${file} content)
  get_filename_component(name ${file} NAME)
  string(APPEND fragment "{\"${name}\", R\"ws101src(${content})ws101src\"},\n")
endforeach()
file(WRITE ${OUT} "${fragment}")
