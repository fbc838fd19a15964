using System.CommandLine;
using Aigen.Bench;

var names = new Argument<string[]>("name")
{
    Description = $"Which ones: {string.Join(", ", Benchmarks.All.Keys)}. [default: all]",
    DefaultValueFactory = _ => [.. Benchmarks.All.Keys],
};
names.AcceptOnlyFromAmong([.. Benchmarks.All.Keys]);
var model = new Option<string?>("--model") { Description = "engine: the GGUF file to run. [default: the embedded model]", HelpName = "FILE" };
var llama = new Option<string?>("--llama")
{
    Description = "engine: the folder with llama-bench, llama-batched-bench and llama-server, to run beside ours on the same file.",
    HelpName = "DIR",
};
var only = new Option<string?>("--only")
{
    Description = $"rpc: the one part to run: {string.Join(", ", RpcBenchmark.Parts.Keys)}; ledger: {string.Join(", ", LedgerBenchmark.Parts.Keys)}; "
        + $"engine: {string.Join(", ", EngineBenchmark.Parts.Keys)}. [default: all]",
    HelpName = "PART",
};
only.AcceptOnlyFromAmong([.. RpcBenchmark.Parts.Keys, .. LedgerBenchmark.Parts.Keys, .. EngineBenchmark.Parts.Keys]);
var anvil = new Option<string?>("--anvil")
{
    Description = "rpc, ledger: Foundry's anvil to run beside the node; without it the parts anvil are left out.",
    HelpName = "FILE",
};
var root = new RootCommand("Measures the node beside its peers. Every figure that counts is a ratio within one run.")
{
    names, model, llama, only, anvil,
};
root.SetAction(async (arguments, _) =>
{
    var options = new BenchmarkOptions(
        arguments.GetValue(model), arguments.GetValue(llama), arguments.GetValue(only), arguments.GetValue(anvil));
    foreach (var name in arguments.GetValue(names)!)
    {
        await Benchmarks.All[name](options);
    }
});
return await root.Parse(args).InvokeAsync();
