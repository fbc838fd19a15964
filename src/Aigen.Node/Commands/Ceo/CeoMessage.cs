using System.CommandLine;
using System.Text.Json.Nodes;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary>A message of the CEO that commands sign, for the node at hand or for a machine without a network.</summary>
/// <param name="Name">Of the command.</param>
/// <param name="Method">That it is sent to.</param>
/// <param name="Prepare">Makes it of the command line, for a time of signing.</param>
/// <param name="Symbols">What the command line says of it.</param>
internal sealed record CeoMessage(
    string Name, string Method, string Description, Func<ClientRun, long, Task<UnsignedMessage>> Prepare, params Symbol[] Symbols);

/// <param name="Fields">The parameters of the method but for timestamp and signature.</param>
/// <param name="Bytes">What is signed, for a network's magic number.</param>
internal sealed record UnsignedMessage(JsonObject Fields, Func<uint, byte[]> Bytes);
