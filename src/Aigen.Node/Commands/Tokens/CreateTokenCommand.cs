using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Metering;
using Aigen.Node.Client;

namespace Aigen.Node.Commands;

/// <summary><c>aigen token create</c>: the wallet signs, the node makes a token.</summary>
internal static class CreateTokenCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A month, so that a token that was forgotten ends by itself.
    private static readonly TimeSpan UsualLife = TimeSpan.FromDays(30);

    private static readonly Func<ArgumentResult, TimeSpan> ReadLife = Values.Reader<TimeSpan>(TokenLife.Expected, TokenLife.TryParse);

    private static readonly Option<TimeSpan?> Expires = new("--expires")
    {
        Description = $"How long it is good, {TokenLife.Expected}. [default: 30d]",
        HelpName = "TIME",
        CustomParser = static result => ReadLife(result),
    };

    private static readonly Option<ulong?> Cap = new("--cap")
    {
        Description = "The most AIGEN of the wallet's credit that it may spend in all; 0 leaves it the monthly quota alone. [default: none, all of the credit]",
        HelpName = "AIGEN",
        CustomParser = result => Values.Reader<ulong>(SpendingCap.Expected, SpendingCap.TryParse)(result),
    };

    private static readonly Option<string[]> Scope = new("--scope")
    {
        Description = "What it is good for: complete (completions and embeddings, which spend) or read (the wallet's list of tokens); may repeat. [default: complete]",
        HelpName = "SCOPE",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Write the token to a new file that only you may read, instead of printing it.",
        HelpName = "FILE",
    };

    public static Command Create(ClientWorld world)
    {
        Scope.AcceptOnlyFromAmong([.. AccessScopeNames.All]);
        return ClientCommand.Online(
            "create", "Makes a token, which is shown this once.", world, RunAsync, ClientOptions.Key, Expires, Cap, Scope, Out,
            ClientOptions.Json);
    }

    private static async Task RunAsync(ClientRun run)
    {
        var (key, now) = (await run.KeyAsync(), run.Now);
        var (expiresAt, cap, scopes) = (now + (long)(run.Get(Expires) ?? UsualLife).TotalSeconds, run.Get(Cap), ScopesOf(run));
        var request = new JsonObject
        {
            ["expires_at"] = expiresAt,
            ["scopes"] = new JsonArray([.. scopes.Names().Select(name => JsonValue.Create(name))]),
            ["cap_micro_aigen"] = cap,
            ["wallet"] = await WalletSignature.MakeAsync(run, key, now, (messages, nonce) => messages.Login(now, expiresAt, scopes, cap, nonce)),
        };
        await run.PrintAsync(run.Get(Out) is { } path ? await KeepAsync(run, request, path) : await run.CallAsync("createAccessToken", request));
    }

    private static async Task<JsonElement> KeepAsync(ClientRun run, JsonObject request, string path)
    {
        // The file comes first: nobody gets a token a second time.
        await using var file = OpenNew(path);
        try
        {
            var created = await run.CallAsync("createAccessToken", request);
            await file.WriteAsync($"{created.Text("token")}\n");
            var shown = JsonObject.Create(created)!;
            shown["token"] = $"in {path}";
            return JsonText.ToElement(shown);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static AccessScopes ScopesOf(ClientRun run)
    {
        var scopes = AccessScopes.None;
        foreach (var name in run.Get(Scope) ?? [])
        {
            scopes |= AccessScopeNames.TryParse(name, out var scope) ? scope : AccessScopes.None;
        }

        return scopes == AccessScopes.None ? AccessScopes.Complete : scopes;
    }

    private static StreamWriter OpenNew(string path)
    {
        try
        {
            return new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClientException(e.Message);
        }
    }
}
