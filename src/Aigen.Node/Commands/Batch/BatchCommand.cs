using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Metering;
using Aigen.Node.Client;
using Aigen.Primitives;

namespace Aigen.Node.Commands;

/// <summary><c>aigen batch</c>: completions that are paid for now and computed later.</summary>
internal static class BatchCommand
{
    private static readonly Argument<Hash256> Job = Values.Hash("JOB", "The job's id, as 'aigen batch submit' printed it.");

    private static readonly Option<string?> Key = new("--key")
    {
        Description = $"The wallet whose job it is, which sees input and answer: {KeyReference.Expected}. [default: none, state and times]",
        HelpName = "FILE|dev:N",
    };

    private static readonly Argument<string> Address = new("ADDRESS") { Description = "The wallet: an address, or dev:1 to dev:10." };

    private static readonly Option<string?> Status = new("--status")
    {
        Description = $"Only jobs of this state: {string.Join(", ", Enum.GetNames<BatchState>())}. [default: all]",
        HelpName = "STATE",
    };

    private static readonly Option<int> Limit = Values.WithDefault("--limit", "The most jobs, 1 to 500.", 1, 500, 50);

    public static Command Create(ClientWorld world)
    {
        Status.AcceptOnlyFromAmong(Enum.GetNames<BatchState>());
        return new Command("batch", "Submits chat completions that are computed later, and fetches their answers.")
        {
            SubmitBatchCommand.Create(world),
            ClientCommand.Online(
                "status", "Shows a job; to its wallet, or a token of its with the scope read, also input and answer.", world, ShowAsync, Job, Key,
                ClientOptions.TokenFile, ClientOptions.Json),
            ClientCommand.Online("list", "Lists the jobs of a wallet, newest first.", world, ListAsync, Address, Status, Limit, ClientOptions.Json),
        };
    }

    private static async Task ShowAsync(ClientRun run)
    {
        await run.UseTokenAsync(ClientOptions.TokenFile);
        var id = run.Get(Job);
        var parameters = new JsonObject { ["job_id"] = id.ToString() };
        if (run.Get(Key) is { } key)
        {
            var now = run.Now;
            parameters["wallet"] = await WalletSignature.MakeAsync(
                run, await run.KeyAsync(key), now, (messages, nonce) => messages.Batch(now, id, nonce));
        }

        await run.PrintAsync(await run.CallAsync("getBatchStatus", parameters));
    }

    private static async Task ListAsync(ClientRun run)
    {
        var answer = await run.CallAsync("listUserJobs", new JsonObject
        {
            ["user_address"] = AddressReference.Read(run.Get(Address)).Address.ToString(),
            ["status"] = run.Get(Status),
            ["limit"] = run.Get(Limit),
        });
        if (run.Get(ClientOptions.Json))
        {
            await run.PrintAsync(answer);
            return;
        }

        Columns.Write(run.Output, ["job", "status", "priority", "model", "scheduled", "completed"], [.. answer.List("jobs").Select(Row)]);
    }

    private static string[] Row(JsonElement job) =>
    [
        job.Text("job_id"), job.Text("status"), job.Text("priority"), job.Text("model_id"), job.Text("scheduled_time"), job.Text("completed_time"),
    ];
}
