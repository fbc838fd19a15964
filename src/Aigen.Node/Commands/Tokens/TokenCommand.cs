using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Metering;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen token</c>: bearer tokens that ask a node in the name of a wallet.</summary>
internal static class TokenCommand
{
    private static readonly Argument<string> Id = new("ID")
    {
        Description = $"The token's id, as 'aigen token list' has it, or {AccessMessages.AllTokens} for every token of the wallet.",
    };

    private static readonly Option<string?> Key = new("--key")
    {
        Description = $"The wallet whose tokens they are: {KeyReference.Expected}.",
        HelpName = "FILE|dev:N",
    };

    public static Command Create(ClientWorld world)
    {
        var revoke = ClientCommand.Online("revoke", "Ends a token at once.", world, RevokeAsync, Id, Key, ClientOptions.TokenFile, ClientOptions.Json);
        var list = ClientCommand.Online(
            "list", "Lists the tokens of a wallet, with what they spent.", world, ListAsync, Key, ClientOptions.TokenFile, ClientOptions.Json);
        foreach (var command in new[] { revoke, list })
        {
            command.Validators.Add(result =>
            {
                if ((result.GetValue(Key) is null) == (result.GetValue(ClientOptions.TokenFile) is null))
                {
                    result.AddError("Say who asks: either --key, the wallet, or --token-file, a token of its.");
                }
            });
        }

        return new Command("token", "Makes, lists and ends access tokens, by which programs ask in the name of a wallet.")
        {
            CreateTokenCommand.Create(world), list, revoke,
        };
    }

    private static async Task ListAsync(ClientRun run)
    {
        var answer = await run.CallAsync("listAccessTokens", await SignAsync(run, static (messages, now, nonce) => messages.List(now, nonce)));
        if (run.Get(ClientOptions.Json))
        {
            await run.PrintAsync(answer);
            return;
        }

        Columns.Write(
            run.Output, ["token", "scopes", "spent AIGEN", "cap AIGEN", "created", "expires", "state"],
            [.. answer.List("tokens").Select(token => Row(token, run.Now))]);
    }

    private static async Task RevokeAsync(ClientRun run)
    {
        var id = run.Get(Id);
        var parameters = await SignAsync(run, (messages, now, nonce) => messages.Revoke(now, id, nonce));
        parameters["token_id"] = id;
        await run.PrintAsync(await run.CallAsync("revokeAccessToken", parameters));
    }

    private static async Task<JsonObject> SignAsync(ClientRun run, Func<AccessMessages, long, ulong, byte[]> message)
    {
        await run.UseTokenAsync(ClientOptions.TokenFile);
        if (run.Get(Key) is not { } key)
        {
            return [];
        }

        var now = run.Now;
        return new JsonObject
        {
            ["wallet"] = await WalletSignature.MakeAsync(run, await run.KeyAsync(key), now, (messages, nonce) => message(messages, now, nonce)),
        };
    }

    private static string[] Row(JsonElement token, long now) =>
    [
        token.Text("token_id"), string.Join(',', token.List("scopes")), Aigen(token.Field("spent_micro_aigen")), Aigen(token.Field("cap_micro_aigen")),
        Time(token.Field("created_at")), Time(token.Field("expires_at")), StateOf(token, now),
    ];

    private static string StateOf(JsonElement token, long now) => token.Field("revoked_at").ValueKind != JsonValueKind.Null
        ? "revoked"
        : token.Field("expires_at").GetInt64() > now ? "good" : "expired";

    private static string Aigen(JsonElement micro) =>
        micro.ValueKind == JsonValueKind.Null ? "none" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{micro.GetDecimal() / Credit.MicroPerAigen:0.######}");

    private static string Time(JsonElement seconds) => $"{DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64()):yyyy-MM-dd HH:mm}Z";
}
