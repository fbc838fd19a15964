using System.Security.Cryptography;
using System.Text;

namespace Aigen.Inference;

/// <summary>
/// What trials of model files found, a small file each, so that a file is tried once and not at each start. The key is all on which the
/// outcome depends: the file as it lies there, llama.cpp, the options that choose its code, and what is tried.
/// </summary>
public sealed class ProbeVerdicts(string folder)
{
    /// <summary>How a trial that went well is written down.</summary>
    public const string Good = "good";

    /// <summary><see cref="Good"/>, why the file was refused, or null where it was not tried.</summary>
    public string? Find(ModelOptions options)
    {
        try
        {
            var file = FileOf(options);
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Remembers a verdict; where it cannot be written, the file is tried again.</summary>
    public void Keep(ModelOptions options, string verdict)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var file = FileOf(options);
            var partial = $"{file}.{Environment.ProcessId}";
            File.WriteAllText(partial, verdict);
            File.Move(partial, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string FileOf(ModelOptions options)
    {
        var file = new FileInfo(options.Path);
        var library = new FileInfo(LlamaDevices.Library());
        string[] key =
        [
            file.FullName, $"{file.Length} {file.LastWriteTimeUtc.Ticks}", library.FullName, $"{library.Length} {library.LastWriteTimeUtc.Ticks}",
            $"{options.GpuLayers} {options.KeyType} {options.ValueType} {options.FlashAttention}", ModelTrial.Content,
            LlamaDevices.Current is { IsGpu: true } gpu ? $"{gpu}" : "",
        ];
        return Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', key)))));
    }
}
