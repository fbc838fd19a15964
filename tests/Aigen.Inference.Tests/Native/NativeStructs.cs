using System.Text.RegularExpressions;
using Aigen.Inference.Native;

namespace Aigen.Inference.Tests.Native;

/// <summary>Every struct of the binding, by its name in the header.</summary>
internal static partial class NativeStructs
{
    public static IReadOnlyDictionary<string, Type> All { get; } = typeof(Llama).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Llama).Namespace && type.IsValueType && !type.IsEnum)
        .Where(type => type.Name.StartsWith("Llama", StringComparison.Ordinal))
        .ToDictionary(type => SnakeCase(type.Name));

    /// <summary>NGpuLayers -> n_gpu_layers.</summary>
    public static string SnakeCase(string name) => Capital().Replace(name, "_$1").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Capital();
}
