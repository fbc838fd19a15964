using System.Reflection;
using System.Runtime.InteropServices;

namespace Aigen.Inference.Tests.Native;

public sealed class StructLayoutTests
{
    public static TheoryData<string> Structs => [.. NativeStructs.All.Keys];

    [Fact]
    public void Structs_OfTheBinding_AreTheOnesThatCrossByValue() => Assert.Equal(
        [
            "llama_batch", "llama_context_params", "llama_logit_bias", "llama_model_params", "llama_sampler_chain_params",
            "llama_token_data", "llama_token_data_array",
        ],
        NativeStructs.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Structs))]
    public void Struct_ComparedWithTheHeader_HasItsFieldsInOrder(string name) =>
        Assert.Equal(LlamaHeaders.Fields(name), Fields(name).Select(field => NativeStructs.SnakeCase(field.Name)));

    [Theory]
    [MemberData(nameof(Structs))]
    public void Struct_ComparedWithTheCompiler_HasItsSize(string name) =>
        Assert.Equal(CLayout.Size(name), $"{Marshal.SizeOf(NativeStructs.All[name])}");

    [Theory]
    [MemberData(nameof(Structs))]
    public void Fields_ComparedWithTheCompiler_HaveTheirOffsetsAndSizes(string name) => Assert.All(Fields(name), field =>
    {
        var offset = Marshal.OffsetOf(NativeStructs.All[name], field.Name);
        var size = field.FieldType.IsPointer ? nint.Size : Marshal.SizeOf(field.FieldType);
        Assert.Equal(CLayout.Field(name, NativeStructs.SnakeCase(field.Name)), $"{offset} {size}");
    });

    private static FieldInfo[] Fields(string name) => NativeStructs.All[name].GetFields(BindingFlags.Public | BindingFlags.Instance);
}
