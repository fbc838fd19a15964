namespace Aigen.Rpc.Methods;

/// <summary>What documents say of an error code.</summary>
/// <param name="Name">As a component of the OpenRPC document.</param>
/// <param name="Message">How the message begins.</param>
/// <param name="When">When it comes.</param>
/// <param name="Data">The fields of its data; null for none.</param>
public sealed record ErrorMeaning(int Code, string Name, string Message, string When, string? Data = null);
