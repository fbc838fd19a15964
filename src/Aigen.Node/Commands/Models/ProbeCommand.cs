using System.CommandLine;
using System.Diagnostics;
using Aigen.Inference;
using Aigen.Node.Hosting;

namespace Aigen.Node.Commands;

/// <summary>
/// <c>aigen probe-model</c>: tries a model file, in place of the node. The node runs it; <see cref="ModelProbe"/> has the other end.
/// </summary>
internal static class ProbeCommand
{
    public const string Name = "probe-model";

    private static readonly Argument<string> File = new("FILE") { Description = "A GGUF file." };

    private static readonly Option<long> Memory = new("--memory") { Description = "Bytes that it may take; 0 is no limit.", HelpName = "BYTES" };

    public static Command Create()
    {
        var command = new Command(Name, "Loads a model file and computes a token, to see whether that ends well.")
        {
            File, ModelSettings.Device, ModelSettings.GpuLayers, ModelSettings.KvTypes, ModelSettings.FlashAttention, Memory,
        };
        command.Hidden = true;
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
        {
            new Thread(EndWithParent) { IsBackground = true }.Start();
        }

        ProcessLimits.Tighten(arguments.GetValue(Memory));
        try
        {
            LlamaDevices.Choose(arguments.GetValue(ModelSettings.Device));
            await ModelTrial.RunAsync(ModelSettings.Of(arguments).Apply(new ModelOptions { Path = arguments.GetValue(File)! }), cancellationToken);
            return 0;
        }
        catch (Exception e) when (e is InferenceException or ArgumentException or OutOfMemoryException)
        {
            await arguments.InvocationConfiguration.Output.WriteLineAsync(e is ModelLoadException load ? load.Reason : e.Message);
            return ProbeProcess.RefusedExitCode;
        }
    }

    // Whoever started it holds the other end of its standard input, and lets go of it at the latest when it ends itself.
    private static void EndWithParent()
    {
        while (Console.In.Read() >= 0)
        {
        }

        Process.GetCurrentProcess().Kill();
    }
}
