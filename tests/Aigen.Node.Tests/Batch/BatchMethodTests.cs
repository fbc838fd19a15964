using System.Text.Json.Nodes;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Batch;

public sealed class BatchMethodTests(DevNode node) : IClassFixture<DevNode>
{
    private const string Question = Chat.Question;

    private static readonly string[] PublicFields =
    [
        "job_id", "status", "user_address", "model_id", "priority", "submitted_time", "scheduled_time", "estimated_completion", "started_time",
        "completed_time", "receipt_id",
    ];

    [Fact]
    public async Task SubmitBatchRequest_Standard_IsAnsweredAtOnceAndComputedSoon()
    {
        var wallet = await node.FundedAsync(100);
        var submitted = await node.Rpc.ResultAsync("submitBatchRequest", wallet.Job(Input()));
        submitted.HasFields("success", "job_id", "scheduled_time", "estimated_completion", "status", "receipt_id");
        Assert.True(submitted.GetProperty("success").GetBoolean());

        await using var socket = await node.ConnectAsync();
        var job = await node.Rpc.EndAsync(socket, wallet, submitted.Text("job_id")!);

        Assert.Equal(("Completed", submitted.Text("scheduled_time")), (job.Text("status"), job.Text("scheduled_time")));
        Assert.Equal(Input().ToJsonString(), job.Text("input_data"));
        var result = job.GetProperty("result");
        Assert.Equal(Chat.Answer, result.GetProperty("choices")[0].GetProperty("message").Text("content"));
        var receipt = result.GetProperty("receipt");
        Assert.Equal((submitted.Text("receipt_id"), "batch", 10_000_000UL), (receipt.Text("id"), receipt.Text("funding"), receipt.Number("price_micro_aigen")));
        Assert.Equal(0UL, (await node.Rpc.ResultAsync("checkQuota", new[] { $"{wallet.Address}" })).Number("credit_micro_aigen"));
        Assert.Equal(89UL, (await node.BalanceAsync(wallet.Address)).Number("balance"));
    }

    [Fact]
    public async Task SubmitBatchRequest_OfAPromptAndOfMessages_IsAChat()
    {
        var wallet = await node.FundedAsync(100);
        await using var socket = await node.ConnectAsync();
        JsonNode[] inputs = [JsonValue.Create(Question), Chat.Ask()["messages"]!.DeepClone()];
        for (var nonce = 0; nonce < inputs.Length; nonce++)
        {
            var submitted = await node.Rpc.ResultAsync("submitBatchRequest", wallet.Job(inputs[nonce], (ulong)nonce));
            var job = await node.Rpc.EndAsync(socket, wallet, submitted.Text("job_id")!);
            Assert.Equal("assistant", job.GetProperty("result").GetProperty("choices")[0].GetProperty("message").Text("role"));
            Assert.Equal(19UL, job.GetProperty("result").GetProperty("usage").Number("prompt_tokens"));
        }
    }

    [Fact]
    public async Task SubmitBatchRequest_TheSameAgain_AnswersTheSameJobAndTakesNothing()
    {
        var wallet = await node.FundedAsync(100);
        var request = wallet.Job(Input(), priority: "economy");
        var first = await node.Rpc.ResultAsync("submitBatchRequest", request);
        var again = await node.Rpc.ResultAsync("submitBatchRequest", request);
        Assert.Equal((first.Text("job_id"), first.Text("scheduled_time")), (again.Text("job_id"), again.Text("scheduled_time")));
        Assert.Equal(96UL, (await node.BalanceAsync(wallet.Address)).Number("balance"));
        Assert.Single((await node.Rpc.ResultAsync("listUserJobs", new[] { $"{wallet.Address}" })).GetProperty("jobs").EnumerateArray());
    }

    [Fact]
    public async Task SubmitBatchRequest_WhatCannotBeComputed_IsRefusedBeforeThePayment()
    {
        var wallet = await node.FundedAsync(100);
        var job = wallet.Job(Input());
        foreach (var (request, code, sentence) in new (JsonObject, int, string)[]
        {
            (wallet.Job(Input(), model: "nobody"), 2001, "there is no model 'nobody'"),
            (wallet.Job(Long()), 2008, "Context length exceeded"),
            (wallet.Job(new JsonArray()), 2006, "messages"),
            (wallet.Job(Input().With("temperature", 9)), -32602, "input_data.temperature"),
            (wallet.Job(Input().Without("temperature").With("temprature", 1)), -32602, "did you mean input_data.temperature"),
            (wallet.Job(Input().With("model_id", "another")), -32602, "input_data.model_id must be the job's model_id, aigen-tiny, or absent"),
            (wallet.Job(Input().With("stream", true)), -32602, "input_data.stream must be absent"),
            (wallet.Job(Input().With("transaction", new JsonObject())), -32602, "input_data.transaction must be absent"),
            (wallet.Job(Input().With("max_tokens", 10_000)), -32602, "a job has 10000 tokens"),
            (job.With("input_data", "Something else"), -32602, "transaction must be one for model aigen-tiny, priority standard and input 0x"),
            (job.With("priority", "economy"), -32602, "transaction must be one for"),
            (job.Without("transaction"), 2007, "Payment required"),
            (job.With("transaction", Wallet.Json(wallet.Payment(10, 0))), 2007, "Payment required"),
            (job.With("input_data", 7), -32602, "input_data must be a prompt, a list of messages"),
        })
        {
            var answer = await node.Rpc.CallAsync("submitBatchRequest", request);
            answer.Refused(code);
            Assert.Contains(sentence, answer.Message.GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Equal(100UL, (await node.BalanceAsync(wallet.Address)).Number("balance"));
        Assert.Empty((await node.Rpc.ResultAsync("listUserJobs", new[] { $"{wallet.Address}" })).GetProperty("jobs").EnumerateArray());
    }

    [Fact]
    public async Task SubmitBatchRequest_WithoutTheMoney_IsRefusedByTheRule()
    {
        var poor = await node.FundedAsync(5);
        (await node.Rpc.CallAsync("submitBatchRequest", poor.Job(Input()))).RefusedBy("balance", "5");
    }

    [Fact]
    public async Task GetBatchStatus_ByWhoMayAndWhoMayNot_ShowsTheAnswerToTheWalletAlone()
    {
        var (wallet, stranger) = (await node.FundedAsync(100), Wallet.New());
        var id = (await node.Rpc.ResultAsync("submitBatchRequest", wallet.Job(Input()))).Text("job_id")!;
        await using var socket = await node.ConnectAsync();
        await node.Rpc.EndAsync(socket, wallet, id);

        (await node.Rpc.ResultAsync("getBatchStatus", new[] { id })).HasFields(PublicFields);
        var forged = wallet.Seeing(id);
        forged["wallet"]!["public_key"] = stranger.Key.PublicKey.ToString();
        (await node.Rpc.CallAsync("getBatchStatus", forged)).Refused(1002);
        (await node.Rpc.CallAsync("getBatchStatus", stranger.Seeing(id))).Refused(1002);
        var own = wallet.Seeing(id);
        Assert.True((await node.Rpc.ResultAsync("getBatchStatus", own)).TryGetProperty("result", out _));
        (await node.Rpc.CallAsync("getBatchStatus", own)).Refused(1002);
    }

    [Fact]
    public async Task GetBatchStatus_WithTokens_ShowsTheAnswerToTheWalletsTokenThatMayRead()
    {
        var (wallet, stranger) = (await node.FundedAsync(100), Wallet.New());
        var id = (await node.Rpc.ResultAsync("submitBatchRequest", wallet.Job(Input()))).Text("job_id")!;
        await using var socket = await node.ConnectAsync();
        await node.Rpc.EndAsync(socket, wallet, id);

        var reading = await node.CallWithAsync(await node.TokenAsync(wallet, null, "read"), "getBatchStatus", new[] { id });
        Assert.Equal(Chat.Answer, reading.Result.GetProperty("result").GetProperty("choices")[0].GetProperty("message").Text("content"));
        var spending = await node.CallWithAsync(await node.TokenAsync(wallet, null, "complete"), "getBatchStatus", new[] { id });
        spending.Refused(1003);
        Assert.Contains("this needs read", spending.Sentence, StringComparison.Ordinal);
        (await node.CallWithAsync(await node.TokenAsync(stranger, null, "read"), "getBatchStatus", new[] { id })).Result.HasFields(PublicFields);
    }

    [Fact]
    public async Task GetBatchStatus_OfNoJob_IsRefused()
    {
        var answer = await node.Rpc.CallAsync("getBatchStatus", new[] { Aigen.Primitives.Hash256.Of([1]).ToString() });
        Assert.Equal("job_id", answer.Refused(-32602).Text("field"));
    }

    [Fact]
    public async Task ListUserJobs_ByState_ListsTheNewestFirstWithoutAnswers()
    {
        var wallet = await node.FundedAsync(100);
        var later = (await node.Rpc.ResultAsync("submitBatchRequest", wallet.Job(Input(), 0, "economy"))).Text("job_id")!;
        var soon = (await node.Rpc.ResultAsync("submitBatchRequest", wallet.Job(Input(), 1))).Text("job_id")!;
        await using var socket = await node.ConnectAsync();
        await node.Rpc.EndAsync(socket, wallet, soon);

        Assert.Equal([later], await ListAsync(wallet, "Scheduled"));
        Assert.Equal([soon], await ListAsync(wallet, "Completed"));
        Assert.Empty(await ListAsync(wallet, "Failed"));
        var all = (await node.Rpc.ResultAsync("listUserJobs", new { user_address = $"{wallet.Address}" })).GetProperty("jobs");
        Assert.Equal(2, all.GetArrayLength());
        Assert.All(all.EnumerateArray(), job => job.HasFields(PublicFields));
        (await node.Rpc.CallAsync("listUserJobs", new { user_address = $"{wallet.Address}", status = "Done" })).Refused(-32602);
    }

    private static JsonObject Input() => Chat.Ask().Without("model_id");

    private static JsonValue Long() => JsonValue.Create(string.Join(' ', Enumerable.Repeat("gold", 20_000)));

    private async Task<IEnumerable<string?>> ListAsync(Wallet wallet, string status) =>
        (await node.Rpc.ResultAsync("listUserJobs", new { user_address = $"{wallet.Address}", status })).GetProperty("jobs").EnumerateArray()
            .Select(job => job.Text("job_id"));
}
