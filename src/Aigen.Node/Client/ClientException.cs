namespace Aigen.Node.Client;

/// <summary>Why a client command cannot go on: one sentence for the person who typed it.</summary>
internal class ClientException(string message) : Exception(message);
