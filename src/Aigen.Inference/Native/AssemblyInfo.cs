using System.Runtime.CompilerServices;

// Structs cross by value exactly as they lie in memory: one byte for a C bool, nothing converted behind our back.
[assembly: DisableRuntimeMarshalling]
