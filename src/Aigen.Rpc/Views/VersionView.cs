using System.Text.Json;
using Aigen.Rpc.Methods;

namespace Aigen.Rpc.Views;

/// <param name="Version">Of the program.</param>
/// <param name="Runtime">That of .NET which runs it.</param>
/// <param name="Network">The name in the genesis file.</param>
public sealed record VersionView(string Name, string Version, string Runtime, string Network, ulong ChainId)
{
    public static VersionView Of(NodeServices node) => new(
        "aigen", node.Version, System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, node.Ledger.Spec.Network, node.Ledger.Spec.ChainId);

    public string ToJson() => JsonSerializer.Serialize(this, ViewJson.Default.VersionView);
}
