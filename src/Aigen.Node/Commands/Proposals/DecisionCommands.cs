using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Aigen.Crypto;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary>The CEO's two decisions on a proposal, with the key at hand or on another machine.</summary>
internal static class DecisionCommands
{
    private const string Approve = "approve";

    private static readonly Option<Hash256> ProposalHash = Values.RequiredHash(
        "--hash", "The proposal's hash, 32 bytes in hex ('aigen sip hash' of its document).");

    private static readonly Argument<string> Decision = new("approve|veto") { Description = "What is decided." };

    public static Command Online(string decision, string description, ClientWorld world, Argument<string> id) =>
        ClientCommand.Online(
            decision, description, world, run => DecideAsync(run, decision, run.Get(id)), ClientOptions.Key, id, ClientOptions.Json);

    public static Command Offline(ClientWorld world, Option<string> id)
    {
        Decision.AcceptOnlyFromAmong(Approve, "veto");
        return ClientCommand.Offline(
            "sign", "Signs a decision without a node and prints the request, for 'aigen call approveSIP -' or 'aigen call vetoSIP -'.", world,
            run => SignAsync(run, run.Get(id)!), Decision, ClientOptions.Key, id, ProposalHash);
    }

    private static async Task DecideAsync(ClientRun run, string decision, string id)
    {
        var key = await run.KeyAsync();
        var proposal = await run.CallAsync("getSIPStatus", new JsonArray(id));
        var hash = Hash256.TryParse(proposal.Text("proposal_hash"), out var known)
            ? known
            : throw new ClientException($"the node's answer has no hash as proposal_hash of {id}");
        var (request, _) = Sign(key, decision, id, hash);
        await run.PrintAsync(await run.CallAsync(decision == Approve ? "approveSIP" : "vetoSIP", new JsonArray(request)));
    }

    private static async Task SignAsync(ClientRun run, string id)
    {
        var (request, message) = Sign(run.OfflineKey(), run.Get(Decision), id, run.Get(ProposalHash));
        await run.Error.WriteLineAsync($"signed {message}");
        await run.Output.WriteLineAsync(JsonText.Pretty(JsonText.ToElement(request)));
    }

    private static (JsonObject Request, string Message) Sign(SigningKey key, string decision, string id, Hash256 hash)
    {
        var message = new SipDecisionOrder(id, decision == Approve, default).MessageToSign(hash);
        return (new JsonObject { ["proposal_id"] = id, ["signature"] = key.Sign(message).ToString() }, Encoding.UTF8.GetString(message));
    }
}
