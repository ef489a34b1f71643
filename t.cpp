#include <cstddef>
__attribute__((target_clones("avx2","default"))) void f(unsigned char*p,std::size_t n){for(std::size_t i=0;i<n;i++)p[i]^=3;}
int main(int c,char**v){f((unsigned char*)v[0],1);return __builtin_cpu_supports("avx2");}
