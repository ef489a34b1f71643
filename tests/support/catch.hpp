// Catch2 by one name: hides the difference between Catch2 2.13 (one header) and Catch2 3 (a library).
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
