using Aigen.Rpc.Methods;

namespace Aigen.Node.Hosting;

/// <summary>Reads the token by which the node knows its operator.</summary>
internal static class OperatorToken
{
    /// <exception cref="NodeStartException">The file cannot be read, or what is in it can be guessed.</exception>
    public static OperatorAccess Load(string? file)
    {
        if (file is null)
        {
            return OperatorAccess.Closed;
        }

        try
        {
            var token = File.ReadAllText(file).Trim();
            return token.Length >= OperatorAccess.ShortestToken
                ? new OperatorAccess(token)
                : throw new NodeStartException(
                    $"--operator-token-file {file}: the token has {token.Length} characters, at least {OperatorAccess.ShortestToken} are needed (openssl rand -hex 32)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeStartException($"--operator-token-file {file}: {e.Message}");
        }
    }
}
