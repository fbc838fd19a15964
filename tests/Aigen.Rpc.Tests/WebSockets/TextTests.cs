using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Aigen.Rpc.Tests.JsonRpc;

namespace Aigen.Rpc.Tests.WebSockets;

/// <summary>Text is UTF-8 as a message, whatever its fragments are (RFC 6455, section 8.1).</summary>
public sealed class TextTests
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"echo","params":["é€😀"]}""");

    // Cut short after one, two and three bytes, overlong, a surrogate, above U+10FFFF, a lone continuation.
    private static readonly byte[][] Bad = [[0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80]];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_CutAnywhere_IsReadAsSent(bool compressed)
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], compresses: compressed);
        using var client = await OpenAsync(host, compressed);

        foreach (var frames in Fragmented(Good, compressed))
        {
            await client.SendAsync(frames);
            var (kind, content) = await client.ReceiveFrameAsync();
            Assert.Equal(RawWebSocket.Text, kind);
            Assert.Equal("é€😀", JsonElement.Parse(content).GetProperty("result").GetString());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MessageThatIsNotUtf8_CutAnywhere_EndsTheConnectionWith1007AndNothingBehindItIsAnswered(bool compressed)
    {
        await using var host = await RpcHost.StartAsync([TestMethods.Echo], compresses: compressed);
        foreach (var frames in Bad.SelectMany(bad => Fragmented([(byte)'"', .. bad], compressed).Concat(Fragmented([(byte)'"', .. bad, (byte)'"'], compressed))))
        {
            using var client = await OpenAsync(host, compressed);
            await client.SendAsync([.. frames, .. RawWebSocket.Frame(RawWebSocket.Text, Good)]);
            var (kind, content) = await client.ReceiveFrameAsync();
            Assert.True((kind, CodeOf(content)) == (RawWebSocket.Close, 1007), $"{Convert.ToHexString(frames)} was answered by a frame {kind:x2} with {Encoding.UTF8.GetString(content)}");
        }
    }

    private static Task<RawWebSocket> OpenAsync(RpcHost host, bool compressed) => RawWebSocket.OpenAsync(host, compressed ? RawWebSocket.Offer : "");

    private static int CodeOf(byte[] content) => content.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(content);

    /// <summary>A message in one frame, and in three of every length, none included.</summary>
    private static IEnumerable<byte[]> Fragmented(byte[] text, bool compressed)
    {
        var (content, flag) = compressed ? (Deflate(text), RawWebSocket.Compressed) : (text, default);
        yield return RawWebSocket.Frame((byte)(RawWebSocket.Text | flag), content);
        for (var first = 0; first <= content.Length; first++)
        {
            for (var second = first; second <= content.Length; second++)
            {
                yield return
                [
                    .. RawWebSocket.Frame((byte)(RawWebSocket.FirstOfText | flag), content.AsSpan(..first)),
                    .. RawWebSocket.Frame(RawWebSocket.Continuation, content.AsSpan(first..second)),
                    .. RawWebSocket.Frame(RawWebSocket.LastContinuation, content.AsSpan(second..)),
                ];
            }
        }
    }

    private static byte[] Deflate(byte[] text)
    {
        var packed = new MemoryStream();
        using var deflate = new DeflateStream(packed, CompressionLevel.Optimal);
        deflate.Write(text);
        deflate.Flush();
        return packed.ToArray()[..^RawWebSocket.EmptyBlock.Length];
    }
}
