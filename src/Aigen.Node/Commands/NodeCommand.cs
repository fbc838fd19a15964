using System.CommandLine;
using System.Globalization;
using Aigen.Node.Hosting;
using Aigen.Rpc.JsonRpc;
using Aigen.Rpc.Subscriptions;
using Serilog.Events;

namespace Aigen.Node.Commands;

/// <summary><c>aigen node</c>: runs the daemon until it is asked to end.</summary>
internal static class NodeCommand
{
    private static readonly Option<bool> Dev = new("--dev")
    {
        Description = "A development network with prefunded keys; without --data-dir its chain is gone when the node is.",
    };

    private static readonly Option<string?> GenesisFile = new("--genesis") { Description = "The network's genesis file.", HelpName = "FILE" };

    private static readonly Option<string?> DataDir = new("--data-dir")
    {
        Description = "Where the chain is kept. [default: ~/.aigen/NETWORK]",
        HelpName = "DIR",
    };

    private static readonly Option<string> Listen = new("--listen")
    {
        Description = "Address and port for HTTP and WebSocket; port 0 takes any free one.",
        HelpName = "URL",
        DefaultValueFactory = _ => NodeOptions.DefaultListen,
    };

    private static readonly Option<ModelChoice[]> Models = new("--model")
    {
        Description = "A GGUF file, aigen-tiny, or an id of 'aigen models list --local'; may repeat, and the first is the default model. Settings of this model alone follow after commas: id=NAME, tier=free|basic|pro|unlimited (the lowest tier that may use it), and ctx-size, parallel, threads, gpu-layers, kv-type, flash-attention with the values of those options, as in mistral-7b,ctx-size=8192,kv-type=q8_0. [default: aigen-tiny]",
        HelpName = "FILE-OR-ID[,SETTING...]",
        CustomParser = result =>
        {
            try
            {
                return [.. result.Tokens.Select(token => ModelChoice.Parse(token.Value))];
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
                return [];
            }
        },
    };

    private static readonly Option<long?> ModelMemory = new("--model-memory")
    {
        Description = "Memory that loaded models may take together, as in 6G or 800M; those used longest ago make room. [default: three quarters of the machine's]",
        HelpName = "BYTES",
        CustomParser = result =>
        {
            if (ByteCount.TryParse(result.Tokens[0].Value, out var bytes))
            {
                return bytes;
            }

            result.AddError($"--model-memory is '{result.Tokens[0].Value}', expected a number of bytes, or one with K, M, G or T.");
            return null;
        },
    };

    private static readonly Option<int> ModelMinResidency = new("--model-min-residency")
    {
        Description = "How long a loaded model stays although another needs its room, 0 to 3,600; requests for the other wait so long.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => (int)NodeOptions.DefaultModelMinResidency.TotalSeconds,
        CustomParser = result =>
        {
            const int Hour = 3600;
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Hour)
            {
                return seconds;
            }

            result.AddError($"--model-min-residency is '{text}', expected 0 to 3600 seconds.");
            return 0;
        },
    };

    private static readonly Option<string?> OperatorTokenFile = new("--operator-token-file")
    {
        Description = "A file with the token by which loadModel and unloadModel may be called; without it nobody may.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> ProducerKeyFile = new("--producer-key")
    {
        Description = "The key file that signs blocks and receipts ('aigen keys new' makes one); a development network has its own.",
        HelpName = "FILE",
    };

    private static readonly Option<SlowSubscriber> WhenSlow = new("--slow-subscriber")
    {
        Description = "What happens to a subscription whose client reads more slowly than events come, where it did not choose: disconnect (it resumes at its cursor) or lag (events are left out, and one notification says which). [default: disconnect]",
        HelpName = "POLICY",
        CustomParser = Values.Reader<SlowSubscriber>("disconnect or lag", TryReadPolicy),
    };

    private static readonly Option<LogEventLevel> LogLevel = new("--log-level")
    {
        Description = "The least level that is logged.",
        DefaultValueFactory = _ => LogEventLevel.Information,
    };

    private static readonly Option<LogFormat> LogForm = new("--log-format")
    {
        Description = "text for people, json for programs: one object a line.",
        DefaultValueFactory = _ => LogFormat.Text,
    };

    private static readonly Option<string?> OtlpEndpoint = new("--otlp-endpoint")
    {
        Description = "Send traces to a collector of OpenTelemetry, OTLP over HTTP, such as http://127.0.0.1:4318.",
        HelpName = "URL",
    };

    public static Command Create()
    {
        var command = new Command("node", "Runs a node: the ledger, the model and the JSON-RPC interface.")
        {
            Dev, GenesisFile, DataDir, Listen, Models, StoreOptions.ServedFolder, ModelMemory, ModelMinResidency, ModelSettings.ContextSize, ModelSettings.Parallel,
            ModelSettings.Threads, ModelSettings.Device, ModelSettings.GpuLayers, ModelSettings.KvTypes, ModelSettings.FlashAttention, OperatorTokenFile, ProducerKeyFile, WhenSlow,
            LogLevel, LogForm, OtlpEndpoint,
        };
        WebOptions.AddTo(command);
        BatchOptions.AddTo(command);
        LimitOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Dev) == (result.GetValue(GenesisFile) is not null))
            {
                result.AddError("Say which network: either --dev or --genesis FILE.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var isDevelopment = arguments.GetValue(Dev);
        var options = new NodeOptions
        {
            GenesisFile = arguments.GetValue(GenesisFile),
            DataDir = arguments.GetValue(DataDir),
            IsTemporary = isDevelopment,
            Listen = arguments.GetValue(Listen)!,
            Models = arguments.GetValue(Models) ?? [],
            ModelsDir = arguments.GetValue(StoreOptions.ServedFolder),
            ModelMemory = arguments.GetValue(ModelMemory),
            ModelMinResidency = TimeSpan.FromSeconds(arguments.GetValue(ModelMinResidency)),
            Device = arguments.GetValue(ModelSettings.Device),
            RunSettings = ModelSettings.Of(arguments),
            OperatorTokenFile = arguments.GetValue(OperatorTokenFile),
            ProducerKeyFile = arguments.GetValue(ProducerKeyFile),
            OtlpEndpoint = arguments.GetValue(OtlpEndpoint),
            Batch = BatchOptions.Of(arguments),
            Limits = LimitOptions.Of(arguments) with { WhenSlow = arguments.GetValue(WhenSlow) },
        };
        options = WebOptions.Apply(options, arguments);
        using var logs = Logging.Create(arguments.GetValue(LogLevel), arguments.GetValue(LogForm));
        try
        {
            if (isDevelopment)
            {
                await DevelopmentBanner.PrintAsync(Console.Error);
            }

            await using var node = await NodeHost.StartAsync(options, logs, new BootTime());
            Console.WriteLine($"ready {node.Address}");
            await node.WaitForShutdownAsync();
            return 0;
        }
        catch (NodeStartException e)
        {
            await Console.Error.WriteLineAsync($"aigen: {e.Message}");
            return e.ExitCode;
        }
    }

    private static bool TryReadPolicy(string text, out SlowSubscriber policy)
    {
        policy = text == "lag" ? SlowSubscriber.Lag : SlowSubscriber.Disconnect;
        return text is "lag" or "disconnect";
    }
}
