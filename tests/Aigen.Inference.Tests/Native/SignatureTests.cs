using System.Reflection;
using System.Runtime.InteropServices;
using Aigen.Inference.Native;

namespace Aigen.Inference.Tests.Native;

public sealed class SignatureTests
{
    private static readonly Dictionary<string, MethodInfo> Imports = typeof(Llama).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Select(method => (Method: method, Import: method.GetCustomAttribute<LibraryImportAttribute>()))
        .Where(pair => pair.Import is not null)
        .ToDictionary(pair => pair.Import!.EntryPoint!, pair => pair.Method);

    public static TheoryData<string> Functions => [.. Imports.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_ComparedWithTheHeader_HasItsSignature(string name)
    {
        var method = Imports[name];
        Type[] types = [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)];

        Assert.Equal(LlamaHeaders.Signature(name).Select(KindOfC), types.Select(KindOfClr));
    }

    [Theory]
    [InlineData("llama_vocab_get_add_bos", "u8 pointer")]
    [InlineData("llama_sampler_init_penalties", "pointer i32 i32 f32 f32 f32")]
    [InlineData("llama_init_from_model", "pointer pointer llama_context_params")]
    public void Signature_OfAKnownFunction_IsReadFromTheHeader(string name, string expected) =>
        Assert.Equal(expected, string.Join(' ', LlamaHeaders.Signature(name).Select(KindOfC)));

    private static string KindOfC(string type)
    {
        if (type.Contains('*', StringComparison.Ordinal)) return "pointer";
        if (type.StartsWith("enum ", StringComparison.Ordinal)) return "i32";
        if (type.StartsWith("struct ", StringComparison.Ordinal)) return type["struct ".Length..];
        return type switch
        {
            "void" => "void",
            "bool" => "u8",
            "int" or "int32_t" or "llama_token" or "llama_pos" or "llama_seq_id" => "i32",
            "uint32_t" => "u32",
            "uint64_t" => "u64",
            "size_t" => "usize",
            "float" => "f32",
            "llama_memory_t" or "ggml_log_callback" or "ggml_threadpool_t" or "ggml_backend_dev_t" or "ggml_backend_reg_t" => "pointer",
            _ => $"unknown C type {type}",
        };
    }

    private static string KindOfClr(Type type)
    {
        if (type.IsPointer || type.IsFunctionPointer || type == typeof(nint) || type == typeof(string)) return "pointer";
        if (type.IsAssignableTo(typeof(SafeHandle))) return "pointer";
        if (NativeStructs.All.Values.Contains(type)) return NativeStructs.SnakeCase(type.Name);
        return type.Name switch
        {
            "Void" => "void",
            "Byte" => "u8",
            "Int32" => "i32",
            "UInt32" => "u32",
            "UInt64" => "u64",
            "UIntPtr" => "usize",
            "Single" => "f32",
            _ => $"unknown CLR type {type}",
        };
    }
}
