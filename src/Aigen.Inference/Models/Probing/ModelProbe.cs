using System.ComponentModel;
using System.Globalization;

namespace Aigen.Inference;

/// <summary>
/// Has a model file that was not loaded before tried in a process of its own. llama.cpp answers some damaged files with abort(), which
/// would end the node and all that it is doing.
/// </summary>
public sealed class ModelProbe(ProbeProcess process, ProbeVerdicts verdicts)
{
    // SIGKILL: somebody else's doing, most often that of the kernel when memory is short.
    private const int Killed = 128 + 9;

    // Beside the model: the runtime, and weights that llama.cpp stores anew in the order of its kernels.
    private const long Spare = 1L << 30;

    /// <summary>A trial takes at most so long, and a second more for each <see cref="BytesPerSecond"/> of the file.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the slowest disk that one would keep models on reads.</summary>
    public long BytesPerSecond { get; init; } = 50_000_000;

    /// <summary>Returns when the file may be loaded: its SHA-256 is known to the program, or a trial went well, now or earlier.</summary>
    /// <exception cref="ModelLoadException">The trial crashed, hung, or found the file to be no good.</exception>
    public async Task CheckAsync(ModelOptions options, GgufHeader header, Task<string> sha256, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(header);
        if (verdicts.Find(options) is { } verdict)
        {
            if (verdict != ProbeVerdicts.Good) throw new ModelLoadException(options.Path, verdict);
            return;
        }

        if (await KnownModels.HasAsync(options.Path, sha256, cancellationToken).ConfigureAwait(false)) return;
        var limit = TimeLimit + TimeSpan.FromSeconds((double)header.WeightBytes / BytesPerSecond);
        var outcome = await RunAsync(options, header, limit, cancellationToken).ConfigureAwait(false);
        var fault = FaultOf(outcome, limit);
        if (outcome.ExitCode is not (null or Killed)) verdicts.Keep(options, fault ?? ProbeVerdicts.Good);
        if (fault is not null) throw new ModelLoadException(options.Path, fault);
    }

    private async Task<ProbeOutcome> RunAsync(ModelOptions options, GgufHeader header, TimeSpan limit, CancellationToken cancellationToken)
    {
        // A GPU's driver takes address space by the terabyte.
        var memory = LlamaDevices.Current.IsGpu ? 0 : 2 * header.WeightBytes + ModelNeed.Of(header, options).Total + Spare;
        try
        {
            return await process.RunAsync(
                [
                    options.Path, "--gpu-layers", Text(options.GpuLayers), "--kv-type", $"{options.KeyType}:{options.ValueType}",
                    "--flash-attention", $"{options.FlashAttention}", "--memory", Text(memory),
                    "--device", LlamaDevices.Current.IsGpu ? $"{DeviceWish.Auto}" : $"{DeviceWish.Cpu}",
                ],
                limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception exception)
        {
            throw new ModelLoadException(options.Path, $"it cannot be tried in a process of its own: {exception.Message}");
        }
    }

    private static string? FaultOf(ProbeOutcome outcome, TimeSpan limit) => outcome.ExitCode switch
    {
        0 => null,
        ProbeProcess.RefusedExitCode => outcome.Output.Trim(),
        null => $"a trial in a process of its own was not done after {limit.TotalSeconds:0} s",
        > 128 and var code => $"llama.cpp crashed on it in a process of its own (signal {code - 128}){Cause(outcome.Errors)}",
        var code => $"a trial in a process of its own ended with exit code {code}{Cause(outcome.Errors)}",
    };

    private static string Cause(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault(line => line.Contains("GGML_ASSERT", StringComparison.Ordinal)) ?? lines.FirstOrDefault();
        if (line is null) return "";

        // An assertion begins with where llama.cpp was built: of that, the file's name is enough.
        var assertion = Math.Max(0, line.IndexOf("GGML_ASSERT", StringComparison.Ordinal));
        return $": {line[(line.LastIndexOf('/', assertion) + 1)..]}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
