using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aigen.Node.Tests.Client;
using Aigen.Node.Tests.Support;

namespace Aigen.Node.Tests.Proofs;

/// <summary>The light client in Python, which shares no code with the node, on proofs of a real one and on the golden vectors.</summary>
[Collection(SharedNode.Name)]
public sealed class LightClientTests(RunningNode node) : IDisposable
{
    private static readonly string Genesis = Path.Combine(AppContext.BaseDirectory, "genesis", "dev.json");

    private static readonly string Client = Vectors.Find("docs/examples/python/verify_proof.py")!;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PythonFact]
    public async Task Verify_ProofsOfARealNode_SaysWhatTheNodesOwnVerifierSays()
    {
        var hash = (await node.RunAsync("tx", "send", "--key", "dev:1", "--to", "dev:2", "--amount", "5", "--wait")).Succeeded()["tx_hash"];
        var headers = _folder.File("headers");
        string[][] proofs = [["transaction", hash], ["account", "dev:2"], ["account", "0x00000000000000000000000000000000000000ff"]];
        foreach (var what in proofs)
        {
            var proof = _folder.File("proof.json");
            (await node.RunAsync(["chain", "prove", .. what, "--out", proof])).Succeeded();
            (await node.RunAsync("chain", "headers", "--out", headers)).Succeeded();
            var own = (await CommandRun.OfflineAsync("chain", "verify-proof", proof, "--genesis", Genesis, "--headers", headers)).Succeeded();
            Assert.Equal((0, own.Output), await RunAsync(proof, "--headers", headers));
            own = (await CommandRun.OfflineAsync("chain", "verify-proof", proof, "--genesis", Genesis)).Succeeded();
            Assert.Equal((0, own.Output), await RunAsync(proof));
        }
    }

    [PythonFact]
    public async Task Verify_GoldenVectors_SaysWhatTheySay()
    {
        var vector = Vectors.Load("proofs.json");
        var headers = WriteHeaders(vector);
        foreach (var (document, proven) in vector.GetProperty("proofs").EnumerateArray().Zip(vector.GetProperty("proven").EnumerateArray()))
        {
            var (code, output) = await RunAsync(_folder.Write("proof.json", document.GetRawText()), "--headers", headers);
            Assert.Equal((0, proven.GetString()), (code, output.Split('\n')[0]));
        }
    }

    [PythonFact]
    public async Task Verify_AnyFieldThatLies_FailsAtItsStep()
    {
        var vector = Vectors.Load("proofs.json");
        foreach (var document in vector.GetProperty("proofs").EnumerateArray().Select(one => JsonNode.Parse(one.GetRawText())!.AsObject()))
        {
            foreach (var (field, step) in Steps.Where(step => document[step.Field] is JsonValue))
            {
                var text = (string)document[field]!;
                var (code, output) = await RunAsync(_folder.Write("proof.json", document.With(field, Bent(text)).ToJsonString()));
                Assert.Equal(1, code);
                Assert.Contains($"the proof fails at the {step}: ", output, StringComparison.Ordinal);
            }

            var (_, path) = await RunAsync(_folder.Write("proof.json", WithBentSibling(document).ToJsonString()));
            Assert.Matches("the proof fails at the (merkle|state) path: ", path);
        }
    }

    [PythonFact]
    public async Task Verify_HeadersThatAreCutOrBent_FailAtTheChain()
    {
        var vector = Vectors.Load("proofs.json");
        var proof = _folder.Write("proof.json", vector.GetProperty("proofs")[0].GetRawText());
        var bytes = await File.ReadAllBytesAsync(WriteHeaders(vector));
        foreach (var bent in (byte[][])[bytes[..^7], bytes[..(15 + 285)], [.. bytes[..15], .. bytes[(15 + 285)..]], [.. bytes[..^1], (byte)(bytes[^1] ^ 1)], [.. bytes[1..]]])
        {
            var headers = _folder.File("bent");
            await File.WriteAllBytesAsync(headers, bent);
            var (code, output) = await RunAsync(proof, "--headers", headers);
            Assert.Equal(1, code);
            Assert.Matches("the proof fails at the (header chain|producer signature): ", output);
        }
    }

    [PythonFact]
    public async Task Signatures_OnTheEdgesOfTheRule_AreJudgedAsTheChainJudgesThem()
    {
        const string Program = """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            import verify_proof
            def hexed(text): return bytes.fromhex(text[2:])
            vectors = json.load(open(sys.argv[2]))["vectors"]
            print(len(vectors), [one["description"] for one in vectors
                if verify_proof.is_signed(hexed(one["key"]), hexed(one["message"]), hexed(one["signature"])) != one["valid"]])
            """;
        var count = Vectors.Load("ed25519.json").GetProperty("vectors").GetArrayLength();

        var (code, output) = await PythonAsync("-c", Program, Path.GetDirectoryName(Client)!, Vectors.Find("tests/vectors/ed25519.json")!);

        Assert.Equal((0, $"{count} []\n"), (code, output));
    }

    // Each of them as somebody would bend it who does not care about the fields for people.
    private static readonly (string Field, string Step)[] Steps =
    [
        ("format", "document"), ("kind", "document"), ("block_hash", "fields"), ("header", "producer signature"),
        ("producer_signature", "producer signature"), ("item", "fields"), ("value", "fields"),
    ];

    private static string Bent(string text)
    {
        var middle = text.Length / 2;
        return text.StartsWith("0x", StringComparison.Ordinal) ? text[..middle] + (text[middle] == '0' ? '1' : '0') + text[(middle + 1)..] : text + "x";
    }

    private static JsonObject WithBentSibling(JsonObject document)
    {
        var bent = document.DeepClone().AsObject();
        bent["siblings"]![0] = "0x" + new string('7', 64);
        return bent;
    }

    private string WriteHeaders(JsonElement vector)
    {
        Assert.True(Primitives.Encoding.Hex.TryDecode(vector.Text("header_file"), out var bytes));
        File.WriteAllBytes(_folder.File("headers"), bytes);
        return _folder.File("headers");
    }

    private static Task<(int Code, string Output)> RunAsync(string proof, params string[] more) =>
        PythonAsync([Client, proof, "--genesis", Genesis, .. more]);

    // Without -B it would leave a folder of bytecode in the checkout.
    private static async Task<(int Code, string Output)> PythonAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3") { ArgumentList = { "-B" }, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().Soon();
        return (process.ExitCode, await output + await error);
    }
}
