using Aigen.Primitives.Encoding;

namespace Aigen.Chain.Tests.State;

public class UndoRecordTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(66)]
    public void Decode_KeyThatNoStateHas_IsInvalidData(int length)
    {
        var bytes = new WireWriter().UInt32(1).Bytes(new byte[length]).Flag(false).ToArray();
        Assert.Throws<InvalidDataException>(() => UndoRecord.Decode(bytes));
    }
}
